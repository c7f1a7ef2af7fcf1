import { and, desc, eq, isNotNull } from "drizzle-orm";
import { policies, pools } from "@/db/schema/pools";
import { type Ctx, inTx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { authorize } from "@/lib/permissions";
import { policyOf } from "@/lib/policies/read-policy";
import { requireOpenTargets } from "@/lib/policies/require-workable-rules";
import type { ReopenPoolInput } from "./schema";

/**
 * Opens an archived pool again, with the rules and members it had. NOT_FOUND when it isn't archived, RULE_UNWORKABLE when
 * its rules send to a pool that was archived meanwhile.
 */
export async function reopenPool(ctx: Ctx, input: ReopenPoolInput): Promise<{ poolId: string }> {
  authorize(ctx.actor, "pools.manage");
  return inTx(ctx, async (ctx) => {
    const [pool] = await ctx.db
      .update(pools)
      .set({ archivedAt: null })
      .where(and(eq(pools.id, input.poolId), isNotNull(pools.archivedAt)))
      .returning({ id: pools.id });
    if (!pool) throw new DomainError("NOT_FOUND", { what: "pool" });
    const [policy] = await ctx.db
      .select({ id: policies.id, document: policies.document })
      .from(policies)
      .where(eq(policies.poolId, pool.id))
      .orderBy(desc(policies.version))
      .limit(1);
    if (policy) await requireOpenTargets(ctx.db, policyOf(policy.id, policy.document));
    return { poolId: pool.id };
  });
}

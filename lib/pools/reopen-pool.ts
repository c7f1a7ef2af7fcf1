import { and, eq, isNotNull } from "drizzle-orm";
import { pools } from "@/db/schema/pools";
import { type Ctx, inTx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { authorize } from "@/lib/permissions";
import type { ReopenPoolInput } from "./schema";

/** Opens an archived pool again, with the rules and members it had. NOT_FOUND when it isn't archived. */
export async function reopenPool(ctx: Ctx, input: ReopenPoolInput): Promise<{ poolId: string }> {
  authorize(ctx.actor, "pools.manage");
  return inTx(ctx, async (ctx) => {
    const [pool] = await ctx.db
      .update(pools)
      .set({ archivedAt: null })
      .where(and(eq(pools.id, input.poolId), isNotNull(pools.archivedAt)))
      .returning({ id: pools.id });
    if (!pool) throw new DomainError("NOT_FOUND", { what: "pool" });
    return { poolId: pool.id };
  });
}

import { sql } from "drizzle-orm";
import { newId } from "@/db/columns";
import { policies, pools } from "@/db/schema/pools";
import { actorId, type Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { indexAskedFields } from "@/lib/policies/index-asked-fields";
import { requireWorkableRules } from "@/lib/policies/require-workable-rules";
import { addMembers } from "./add-members";
import type { CreatePoolInput } from "./schema";

/** Opens a pool with its first rules and members, last in the order. DUPLICATE_NAME, or RULE_UNWORKABLE. */
export async function createPool(ctx: Ctx, input: CreatePoolInput): Promise<{ poolId: string }> {
  authorize(ctx.actor, "pools.manage");
  const opened = await once(ctx, "createPool", input, async (ctx) => {
    const { name, description, document } = input;
    await requireWorkableRules(ctx.db, document);
    const poolId = newId();
    const position = sql<number>`(select coalesce(max(position), -1) + 1 from pools)`;
    const created = await ctx.db
      .insert(pools)
      .values({ id: poolId, name, description, position, createdAt: ctx.now })
      .onConflictDoNothing({ target: pools.name })
      .returning({ id: pools.id });
    if (created.length === 0) throw new DomainError("DUPLICATE_NAME", { name });
    const first = { poolId, version: 1, document, publishedAt: ctx.now, publishedById: actorId(ctx.actor) };
    await ctx.db.insert(policies).values(first);
    await addMembers(ctx, poolId, input.memberIds);
    return { poolId };
  });
  await indexAskedFields(ctx, input.document);
  return opened;
}

import { and, eq, inArray, sql } from "drizzle-orm";
import { poolMembers, pools } from "@/db/schema/pools";
import type { Ctx, TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { lockReps } from "@/lib/ledger/lock-reps";
import { announce } from "@/lib/live/announce";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { addMembers } from "./add-members";
import type { SetMembersInput } from "./schema";

export type MembersSet = {
  poolId: string;
  added: string[];
  removed: string[];
  /** Who was removed but still holds customers of the pool; they stay with him, on the clock. */
  stillHolding: { userId: string; name: string; held: number }[];
};

async function readStillHolding(ctx: TxCtx, poolId: string, userIds: readonly string[]) {
  if (userIds.length === 0) return [];
  const rows = await ctx.db.execute<{ id: string; name: string; held: number }>(sql`
    select u.id, u.name, count(*)::int as held from customers c join users u on u.id = c.owner_id
    where c.pool_id = ${poolId}::uuid and c.state = 'owned' and ${inArray(sql`c.owner_id`, [...userIds])}
    group by u.id, u.name order by held desc, u.id`);
  return rows.map(({ id, name, held }) => ({ userId: id, name, held }));
}

/**
 * Adds people to a pool and removes others. Who is removed claims nothing more there, but keeps what he holds on its
 * clock, and the answer says who holds how many. A claim that he makes at the same moment comes wholly before or after.
 */
export async function setMembers(ctx: Ctx, input: SetMembersInput): Promise<MembersSet> {
  authorize(ctx.actor, "pools.manage");
  return once(ctx, "setMembers", input, async (ctx) => {
    const { poolId } = input;
    await lockReps(ctx, [...input.add, ...input.remove]);
    const [pool] = await ctx.db.select({ id: pools.id }).from(pools).where(eq(pools.id, poolId));
    if (!pool) throw new DomainError("NOT_FOUND", { what: "pool" });
    const added = await addMembers(ctx, poolId, input.add);
    const leaving = input.remove.filter((id) => !input.add.includes(id));
    const gone = await ctx.db
      .delete(poolMembers)
      .where(and(eq(poolMembers.poolId, poolId), inArray(poolMembers.userId, leaving)))
      .returning({ userId: poolMembers.userId });
    const removed = gone.map((row) => row.userId);
    announce(ctx, {
      kind: "members_set",
      customers: null,
      owners: [...added, ...removed],
      pools: [poolId],
    });
    return { poolId, added, removed, stillHolding: await readStillHolding(ctx, poolId, removed) };
  });
}

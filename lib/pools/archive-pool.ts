import { and, eq, isNull, sql } from "drizzle-orm";
import { pools } from "@/db/schema/pools";
import type { Ctx, TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { POLICY_LOCK } from "@/lib/ledger/lock-reps";
import { moveCustomers } from "@/lib/ledger/move-customers";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import type { ArchivePoolInput } from "./schema";

async function requireOpenPool(ctx: TxCtx, poolId: string): Promise<void> {
  const [pool] = await ctx.db
    .select({ id: pools.id })
    .from(pools)
    .where(and(eq(pools.id, poolId), isNull(pools.archivedAt)))
    .for("update");
  if (!pool) throw new DomainError("NOT_FOUND", { what: "pool" });
}

async function countLeft(ctx: TxCtx, poolId: string): Promise<{ pooled: number; held: number }> {
  const [left] = await ctx.db.execute<{ pooled: number; held: number }>(sql`
    select (select count(*)::int from customers where pool_id = ${poolId}::uuid and state = 'pooled') as pooled,
      (select count(*)::int from customers where pool_id = ${poolId}::uuid and state = 'owned') as held`);
  return left ?? { pooled: 0, held: 0 };
}

/**
 * Closes a pool. What lies in it goes to the pool named; what somebody holds of it has to come back or be transferred
 * first: POOL_NOT_EMPTY says how many there are of each. Nothing changes hands while it runs.
 */
export async function archivePool(
  ctx: Ctx,
  input: ArchivePoolInput,
): Promise<{ poolId: string; moved: number }> {
  authorize(ctx.actor, "pools.manage");
  const { poolId, moveTo } = input;
  if (moveTo === poolId) throw new DomainError("INVALID_INPUT", { field: "moveTo" });
  return once(ctx, "archivePool", input, async (ctx) => {
    await ctx.db.execute(sql`select pg_advisory_xact_lock(${POLICY_LOCK})`);
    for (const id of [poolId, moveTo].filter((id) => id !== null).sort()) await requireOpenPool(ctx, id);
    const left = await countLeft(ctx, poolId);
    if (left.held > 0 || (left.pooled > 0 && moveTo === null)) throw new DomainError("POOL_NOT_EMPTY", left);
    const moved = moveTo
      ? await moveCustomers(ctx, {
          kind: "moved",
          where: sql`c.pool_id = ${poolId}::uuid`,
          poolId: moveTo,
          reason: "pool_archived",
        })
      : [];
    await ctx.db.update(pools).set({ archivedAt: ctx.now }).where(eq(pools.id, poolId));
    return { poolId, moved: moved.length };
  });
}

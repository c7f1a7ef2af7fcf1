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

/** Refuses to close a pool to which the rules of an open one send customers. */
async function requireNoTarget(ctx: TxCtx, poolId: string): Promise<void> {
  const [sender] = await ctx.db.execute<{ id: string; name: string; rule: string }>(sql`
    select o.id, o.name, r.value->>'id' as rule from pools o
    join lateral (select document from policies where pool_id = o.id order by version desc limit 1) p on true
    cross join lateral jsonb_array_elements(p.document->'returnRules' || coalesce(p.document->'poolRules', '[]')) r
    where o.archived_at is null and o.id <> ${poolId}::uuid
      and ${poolId} in (r.value->>'targetPoolId', r.value#>>'{end,poolId}') order by o.position, o.id limit 1`);
  if (sender)
    throw new DomainError("POOL_IS_TARGET", { pool: sender.name, poolId: sender.id, rule: sender.rule });
}

async function countLeft(ctx: TxCtx, poolId: string): Promise<{ pooled: number; held: number }> {
  const [left] = await ctx.db.execute<{ pooled: number; held: number }>(sql`
    select (select count(*)::int from customers where pool_id = ${poolId}::uuid and state = 'pooled') as pooled,
      (select count(*)::int from customers where pool_id = ${poolId}::uuid and state = 'owned') as held`);
  return left ?? { pooled: 0, held: 0 };
}

/**
 * Closes a pool. What lies in it goes to the pool named; what somebody holds of it has to come back or be transferred
 * first: POOL_NOT_EMPTY says how many there are of each, POOL_IS_TARGET which pool's rules send here. Nothing changes hands while it runs.
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
    await requireNoTarget(ctx, poolId);
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

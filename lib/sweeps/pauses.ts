import { sql } from "drizzle-orm";
import { type Ctx, inTx, type TxCtx } from "@/lib/context";
import { announce } from "@/lib/live/announce";
import { uuids } from "@/lib/sql-values";

const BATCH = 2_000;

/** Open screens of the pool, or of all, learn that its reclaims are paused or go on. */
export async function tellPaused(
  ctx: TxCtx,
  kind: "reclaims_paused" | "reclaims_resumed",
  poolId: string | null,
): Promise<void> {
  const pools = poolId
    ? [poolId]
    : (await ctx.db.execute<{ id: string }>(sql`select id from pools`)).map(({ id }) => id);
  announce(ctx, { kind, customers: null, owners: [], pools });
}

async function markStale(ctx: Ctx, poolId: string | null): Promise<void> {
  const rows = await ctx.db.execute<{ id: string }>(sql`
    select id from customers where state = 'owned' and due_policy_id is not null
      and (${poolId}::uuid is null or pool_id = ${poolId}::uuid) order by id`);
  for (let from = 0; from < rows.length; from += BATCH) {
    const ids = rows.slice(from, from + BATCH).map(({ id }) => id);
    await inTx(ctx, (ctx) =>
      ctx.db.execute(sql`
        with held as (select id from customers where id = any (${uuids(ids)}) and state = 'owned' order by id for no key update)
        update customers c set due_policy_id = null from held where c.id = held.id`),
    );
  }
}

/**
 * Marks the deadlines that a pause has moved, once it is over, in short transactions that hold up nobody for long. Until
 * that is done nothing is taken, so whoever comes after a crash finishes it.
 */
export async function settlePauses(ctx: Ctx): Promise<void> {
  const over = await ctx.db.execute<{ id: string; pool_id: string | null }>(
    sql`select id, pool_id from reclaim_pauses where until_at is not null and not settled order by until_at`,
  );
  for (const { id, pool_id } of over) {
    await markStale(ctx, pool_id);
    await ctx.db.execute(sql`update reclaim_pauses set settled = true where id = ${id}::uuid`);
  }
}

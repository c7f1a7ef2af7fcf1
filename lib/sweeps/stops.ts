import { type SQL, sql } from "drizzle-orm";
import type { TxCtx } from "@/lib/context";

/** Whether the reclaims of the pool are paused: its own pause or one of all, until the deadlines it moved are marked. */
export const isPaused = (poolId: SQL): SQL => sql`
  exists (select from reclaim_pauses rp where not rp.settled and (rp.pool_id = ${poolId} or rp.pool_id is null))`;

/** Whether a sweep of the pool has stopped and waits for a decision. */
export const isHeld = (poolId: SQL): SQL => sql`
  exists (select from sweep_holds sh where sh.pool_id = ${poolId} and sh.state = 'waiting')`;

/** Whether nothing may be taken from the pool now. */
export async function isStopped(ctx: TxCtx, poolId: string): Promise<boolean> {
  const id = sql`${poolId}::uuid`;
  const [row] = await ctx.db.execute<{ stopped: boolean }>(
    sql`select ${isPaused(id)} or ${isHeld(id)} as stopped`,
  );
  return row?.stopped === true;
}

/** Whether somebody has paused the pool; a sweep that waits for a decision pauses nothing else. */
export async function isPausedNow(ctx: TxCtx, poolId: string): Promise<boolean> {
  const [row] = await ctx.db.execute<{ paused: boolean }>(
    sql`select ${isPaused(sql`${poolId}::uuid`)} as paused`,
  );
  return row?.paused === true;
}

import { type SQL, sql } from "drizzle-orm";
import type { GuardedJob } from "@/db/enums";
import type { TxCtx } from "@/lib/context";

/** Whether the reclaims of the pool are paused: its own pause or one of all, until the deadlines it moved are marked. */
export const isPaused = (poolId: SQL): SQL => sql`
  exists (select from reclaim_pauses rp where not rp.settled and (rp.pool_id = ${poolId} or rp.pool_id is null))`;

/** Whether a sweep of the job has stopped in the pool and waits for a decision; that of another job stops nothing here. */
export const isHeld = (poolId: SQL, job: GuardedJob): SQL => sql`
  exists (select from sweep_holds sh where sh.pool_id = ${poolId} and sh.job = ${job} and sh.state = 'waiting')`;

/** Whether the job may take nothing from the pool now. */
export async function isStopped(
  ctx: TxCtx,
  { poolId, job }: { poolId: string; job: GuardedJob },
): Promise<boolean> {
  const id = sql`${poolId}::uuid`;
  const [row] = await ctx.db.execute<{ stopped: boolean }>(
    sql`select ${isPaused(id)} or ${isHeld(id, job)} as stopped`,
  );
  return row?.stopped === true;
}

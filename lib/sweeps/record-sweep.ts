import { and, eq, lt, sql } from "drizzle-orm";
import { newId } from "@/db/columns";
import type { EventKind, SweepJob } from "@/db/enums";
import { sweepParts, sweeps } from "@/db/schema/sweeps";
import { actorId, type Ctx, type TxCtx } from "@/lib/context";
import type { Moved } from "@/lib/ledger/move-customers";
import { instant } from "@/lib/sql-values";
import { addMs } from "@/lib/time";
import { CUT_OFF_MS } from "./rules";

/**
 * The sweep that the next batch belongs to, its row locked before any customer: the one that was begun, or a new one
 * when there is none yet, or when somebody took it for dead meanwhile.
 */
export async function enterSweep(ctx: TxCtx, job: SweepJob, begun: string | null): Promise<string> {
  if (begun) {
    const [row] = await ctx.db
      .update(sweeps)
      .set({ lastAt: sql`greatest(${sweeps.lastAt}, ${instant(ctx.now)})` })
      .where(and(eq(sweeps.id, begun), eq(sweeps.state, "running")))
      .returning({ id: sweeps.id });
    if (row) return row.id;
  }
  const id = newId();
  await ctx.db.insert(sweeps).values({
    id,
    job,
    state: "running",
    startedAt: ctx.now,
    startedById: actorId(ctx.actor),
    lastAt: ctx.now,
  });
  return id;
}

/** Counts what a batch moved, in its transaction; a sweep that has moved nobody leaves no row. */
export async function recordMoves(
  ctx: TxCtx,
  sweepId: string,
  batch: { kind: EventKind; policyId: string; moved: readonly Moved[] },
): Promise<void> {
  const { kind, policyId, moved } = batch;
  if (moved.length === 0) {
    await ctx.db.delete(sweeps).where(and(eq(sweeps.id, sweepId), eq(sweeps.movedCount, 0)));
    return;
  }
  const parts = new Map<string, typeof sweepParts.$inferInsert>();
  for (const { fromPoolId: poolId, rule } of moved) {
    const key = `${poolId} ${rule}`;
    const movedCount = (parts.get(key)?.movedCount ?? 0) + 1;
    parts.set(key, { sweepId, poolId, kind, policyId, rule: rule ?? "", movedCount });
  }
  await ctx.db
    .insert(sweepParts)
    .values([...parts.values()])
    .onConflictDoUpdate({
      target: [sweepParts.sweepId, sweepParts.poolId, sweepParts.kind, sweepParts.policyId, sweepParts.rule],
      set: { movedCount: sql`${sweepParts.movedCount} + excluded.moved_count` },
    });
  await ctx.db
    .update(sweeps)
    .set({ movedCount: sql`${sweeps.movedCount} + ${moved.length}` })
    .where(eq(sweeps.id, sweepId));
}

/** The sweep has nothing left to move. */
export async function finishSweep(ctx: Ctx, sweepId: string): Promise<void> {
  await ctx.db
    .update(sweeps)
    .set({ state: "finished", finishedAt: ctx.now })
    .where(and(eq(sweeps.id, sweepId), eq(sweeps.state, "running")));
}

/** Sweeps of the job that were killed end where they stopped, and what they left is taken by the next; answers which. */
export async function closeCutOff(ctx: Ctx, job: SweepJob): Promise<string[]> {
  const closed = await ctx.db
    .update(sweeps)
    .set({ state: "cut_off", finishedAt: sql`${sweeps.lastAt}` })
    .where(
      and(eq(sweeps.job, job), eq(sweeps.state, "running"), lt(sweeps.lastAt, addMs(ctx.now, -CUT_OFF_MS))),
    )
    .returning({ id: sweeps.id });
  return closed.map(({ id }) => id);
}

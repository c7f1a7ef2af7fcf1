import { eq, sql } from "drizzle-orm";
import { sweeps } from "@/db/schema/sweeps";
import { type Ctx, inTx, type TxCtx } from "@/lib/context";
import { lockReps } from "@/lib/ledger/lock-reps";
import { moveCustomers } from "@/lib/ledger/move-customers";
import { authorize } from "@/lib/permissions";
import type { PoolRule } from "@/lib/policies/pool-rule";
import { instant } from "@/lib/sql-values";
import { countTaken, openDays, todayOf } from "@/lib/sweeps/foreseen";
import { closeCutOff, enterSweep, finishSweep, recordMoves } from "@/lib/sweeps/record-sweep";
import { roomToSweep } from "@/lib/sweeps/room-to-sweep";
import { type Cleaning, readCleanings } from "./acting-rules";
import { overstayed } from "./clean-up-sql";
import { tellCleanedUp } from "./tell-cleaned-up";

const JOB = "clean-up-pools";
const BATCH = 1_000;

/** What a run has done so far: the sweep that its events name, once it has moved somebody. */
type Run = { sweepId: string | null; taken: number };

/** Whether the rules are still those in force: whoever switches one off stops it at the next batch. */
async function isInForce(ctx: TxCtx, { poolId, policyId }: Cleaning): Promise<boolean> {
  const [row] = await ctx.db.execute<{ id: string }>(
    sql`select id from policies where pool_id = ${poolId}::uuid order by version desc limit 1`,
  );
  return row?.id === policyId;
}

/** One batch of what a rule takes out of its pool; somebody who claims at this moment wins. */
async function cleanUpBatch(
  ctx: TxCtx,
  { cleaning, rule }: { cleaning: Cleaning; rule: PoolRule },
  begun: string | null,
): Promise<Run> {
  await lockReps(ctx, []);
  const { poolId, policyId } = cleaning;
  const guarded = { ...cleaning, job: JOB } as const;
  const room = (await isInForce(ctx, cleaning)) ? await roomToSweep(ctx, guarded) : 0;
  if (room === 0) return { sweepId: begun, taken: 0 };
  const { end } = rule;
  const kind = end.kind === "move" ? "moved" : "invalidated";
  const sweepId = await enterSweep(ctx, JOB, begun);
  const moved = await moveCustomers(ctx, {
    ...{ kind, where: overstayed(rule, cleaning.cleanUp), limit: Math.min(BATCH, room), sweepId, policyId },
    ...(end.kind === "move" ? { poolId: end.poolId } : { invalidReason: end.reason, reason: end.reason }),
    rule: sql`${rule.id}::text`,
    facts: sql`jsonb_build_object('pooledAt', t.pooled_at, 'ownerCount', t.owner_count, 'bounceCount', t.bounce_count)`,
  });
  await recordMoves(ctx, sweepId, { kind, policyId, moved });
  if (moved.length === 0) return { sweepId: begun, taken: 0 };
  await countTaken(ctx, todayOf(ctx, { ...guarded, poolId }), moved.length);
  return { sweepId, taken: moved.length };
}

async function cleanUpPool(ctx: Ctx, cleaning: Cleaning, begun: string | null): Promise<Run> {
  const run: Run = { sweepId: begun, taken: 0 };
  for (const rule of cleaning.rules) {
    for (let taken = BATCH; taken === BATCH; run.taken += taken) {
      const batch = await inTx(ctx, (ctx) => cleanUpBatch(ctx, { cleaning, rule }, run.sweepId));
      ({ sweepId: run.sweepId, taken } = batch);
    }
  }
  return run;
}

/** Ends the clean-ups that were killed hours ago where they stopped, and tells what they had taken. */
async function endCutOff(ctx: Ctx): Promise<void> {
  await inTx(ctx, async (ctx) => {
    for (const id of await closeCutOff(ctx, JOB)) await tellCleanedUp(ctx, id);
  });
}

/** The sweep of this very run that a worker had begun when it was killed: its retry goes on with it. */
async function findBegun(ctx: Ctx): Promise<string | null> {
  const [row] = await ctx.db.execute<{ id: string }>(sql`
    select id from sweeps where job = ${JOB} and state = 'running' and started_at = ${instant(ctx.now)} order by id desc limit 1`);
  return row?.id ?? null;
}

/** Ends the sweep and tells of it, both or neither. */
async function end(ctx: Ctx, sweepId: string): Promise<void> {
  await inTx(ctx, async (ctx) => {
    await ctx.db.select({ id: sweeps.id }).from(sweeps).where(eq(sweeps.id, sweepId)).for("update");
    await finishSweep(ctx, sweepId);
    await tellCleanedUp(ctx, sweepId);
  });
}

/**
 * Takes out of every pool what has stayed there longer than its rules grant, rule by rule in their order: out of
 * circulation, restorable, or on to another pool, where its stay begins anew. A rule that is younger than a day takes
 * nothing yet. A pool that is paused, or would lose more than was foreseen, is passed over. What it takes is one sweep,
 * which can be undone. Running it twice takes nothing twice, and a run that was killed is gone on with by its retry.
 */
export async function cleanUpPools(ctx: Ctx): Promise<{ cleanedUp: number }> {
  authorize(ctx.actor, "jobs.run");
  await endCutOff(ctx);
  await openDays(ctx, JOB);
  let [cleanedUp, sweepId] = [0, await findBegun(ctx)];
  for (const cleaning of await readCleanings(ctx.db, { now: ctx.now, poolId: null })) {
    const run = await cleanUpPool(ctx, cleaning, sweepId);
    sweepId = run.sweepId;
    cleanedUp += run.taken;
  }
  if (sweepId) await end(ctx, sweepId);
  return { cleanedUp };
}

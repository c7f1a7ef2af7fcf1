import { type Ctx, inTx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { closeCutOff, finishSweep } from "@/lib/sweeps/record-sweep";
import { allocateNext, JOB, type Step } from "./allocate-batch";
import { type Dealing, keepLook, partToLookAt, readDealing } from "./looks";
import { readDeal } from "./read-deal";
import { readHands, readMeant } from "./read-hands";
import { freePairs } from "./rules";

/** Deals out what a pool has that somebody can take, step by step, each in a transaction of its own. */
async function dealOut(
  ctx: Ctx,
  { poolId, look }: Dealing,
  begun: string | null,
): Promise<{ given: number; runId: string | null }> {
  const deal = await readDeal(ctx.db, poolId, ctx.now);
  const people = await readMeant(ctx.db, deal);
  const free = freePairs(deal.rules, await readHands(ctx.db, deal, people, ctx.actor));
  const { id: policyId } = deal.inForce;
  const part = partToLookAt(look, { policyId, free, now: ctx.now });
  if (!part) return { given: 0, runId: begun };
  let [allocated, left] = [0, 0];
  let step: Step = { outcomes: [], free, open: 0, runId: begun, last: null };
  do {
    const { last: after, runId } = step;
    step = await inTx(ctx, (ctx) => allocateNext(ctx, poolId, { ...part, after, sparing: true }, runId));
    const given = step.outcomes.filter(({ ok }) => ok).length;
    allocated += given;
    left += step.outcomes.length - given;
  } while (step.last);
  // What was not looked at is looked at when the pool goes on.
  if (step.paused) return { given: allocated, runId: step.runId };
  const whole = part.since === null;
  // Those of a rule by which nobody can take anything were not looked at.
  const stayed = left > 0 || step.open < deal.rules.length;
  await keepLook(ctx.db, poolId, {
    ...{ policyId, lookedAt: ctx.now, wholeAt: whole || !look ? ctx.now : look.wholeAt },
    waiting: stayed || (!whole && look?.waiting === true),
    free: step.free,
  });
  return { given: allocated, runId: step.runId };
}

/**
 * Gives what lies in the pools that deal out by themselves to their people, by the rules in force. Costs what has come in
 * since the last run; all of a pool is looked at where its rules changed, where somebody can take what had to stay, and
 * every ten minutes. A pool that is paused is passed over. What it gives is one run, which can be undone for a day. Running it
 * twice gives nothing twice.
 */
export async function allocatePools(ctx: Ctx): Promise<{ allocated: number }> {
  authorize(ctx.actor, "jobs.run");
  await closeCutOff(ctx, JOB);
  let [allocated, runId] = [0, null as string | null];
  for (const dealing of await readDealing(ctx.db)) {
    const done = await dealOut(ctx, dealing, runId);
    allocated += done.given;
    runId = done.runId;
  }
  if (runId) await finishSweep(ctx, runId);
  return { allocated };
}

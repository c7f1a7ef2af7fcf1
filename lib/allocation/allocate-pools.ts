import { type Ctx, inTx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { allocateNext, type Step } from "./allocate-batch";
import { type Dealing, keepLook, partToLookAt, readDealing } from "./looks";
import { readDeal } from "./read-deal";
import { readHands, readMeant } from "./read-hands";
import { freePairs } from "./rules";

/** Deals out what a pool has that somebody can take, step by step, each in a transaction of its own. */
async function dealOut(ctx: Ctx, { poolId, look }: Dealing): Promise<number> {
  const deal = await readDeal(ctx.db, poolId, ctx.now);
  const people = await readMeant(ctx.db, deal);
  const free = freePairs(deal.rules, await readHands(ctx.db, deal, people, ctx.actor));
  const { id: policyId } = deal.inForce;
  const part = partToLookAt(look, { policyId, free, now: ctx.now });
  if (!part) return 0;
  let [allocated, left] = [0, 0];
  let step: Step = { outcomes: [], free, open: 0, last: null };
  do {
    const after = step.last;
    step = await inTx(ctx, (ctx) => allocateNext(ctx, poolId, { ...part, after }));
    const given = step.outcomes.filter(({ ok }) => ok).length;
    allocated += given;
    left += step.outcomes.length - given;
  } while (step.last);
  const whole = part.since === null;
  // Those of a rule by which nobody can take anything were not looked at.
  const stayed = left > 0 || step.open < deal.rules.length;
  await keepLook(ctx.db, poolId, {
    ...{ policyId, lookedAt: ctx.now, wholeAt: whole || !look ? ctx.now : look.wholeAt },
    waiting: stayed || (!whole && look?.waiting === true),
    free: step.free,
  });
  return allocated;
}

/**
 * Gives what lies in the pools that deal out by themselves to their people, by the rules in force. Costs what has come in
 * since the last run; all of a pool is looked at where its rules changed, where somebody can take what had to stay, and
 * every ten minutes. Running it twice gives nothing twice.
 */
export async function allocatePools(ctx: Ctx): Promise<{ allocated: number }> {
  authorize(ctx.actor, "jobs.run");
  let allocated = 0;
  for (const dealing of await readDealing(ctx.db)) allocated += await dealOut(ctx, dealing);
  return { allocated };
}

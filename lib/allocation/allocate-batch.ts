import { sql } from "drizzle-orm";
import { newId } from "@/db/columns";
import type { TxCtx } from "@/lib/context";
import { lockReps } from "@/lib/ledger/lock-reps";
import { type Moved, moveCustomers } from "@/lib/ledger/move-customers";
import { announce } from "@/lib/live/announce";
import { notify } from "@/lib/notifications/notify";
import { promised } from "@/lib/ownership/give-to";
import { allocationBrief } from "@/lib/policies/allocation-rule";
import { uuids } from "@/lib/sql-values";
import { enterSweep, recordMoves } from "@/lib/sweeps/record-sweep";
import { isPaused } from "@/lib/sweeps/stops";
import { decide, moved, type Planned, unknown } from "./decide";
import { noticesOf } from "./notices";
import { type Deal, readDeal } from "./read-deal";
import { readHands, readMeant } from "./read-hands";
import { type Cursor, type Part, readCooling, readPage, readWaiting } from "./read-waiting";
import { freePairs, openPlaces } from "./rules";
import { BATCH } from "./schema";
import type { AllocationOutcome, Given } from "./types";

const MOST_NAMED = 40;

/** Locks those of the chosen that are as they were when it was decided, ascending, as everybody locks customers. */
async function lockChosen(ctx: TxCtx, planned: readonly Planned[]): Promise<ReadonlyMap<string, number>> {
  const rows = await ctx.db.execute<{ id: string; version: number }>(sql`
    select c.id, c.version from customers c where c.state = 'pooled'
      and c.id = any (${uuids(planned.map(({ customer }) => customer.id))}) order by c.id for no key update`);
  return new Map(rows.map(({ id, version }) => [id, version]));
}

/** Opens the tenure; the event names the rule, and what explains the choice. */
async function giveOne(
  ctx: TxCtx,
  deal: Deal,
  { customer, rule, hand, why }: Planned,
  sweepId: string,
): Promise<Moved | undefined> {
  const { inForce, policyVersion, timeZone } = deal;
  const { method, held, cap, turnSince, free } = why;
  const [given] = await moveCustomers(
    { ...ctx, said: [] },
    {
      kind: "assigned",
      where: sql`c.id = ${customer.id}::uuid and c.version = ${customer.version}`,
      opens: { tenureId: newId(), ownerId: hand.userId },
      clock: { policy: inForce, going: "in_new_hands" },
      ...{ policyId: inForce.id, rule: sql`${rule.id}::text`, sweepId },
      facts: promised({ policyVersion, cap, timeZone, method, held, turnSince, free }),
    },
  );
  return given;
}

const outcomeOf = ({ customer, rule, hand, why }: Planned, given: Moved): Given => ({
  ...{ customerId: customer.id, name: customer.name, ok: true, rule: allocationBrief(rule), why },
  ...{ userId: hand.userId, userName: hand.name, version: given.version },
  dueAt: given.dueAt?.toISOString() ?? null,
});

/** The name of the job under which runs of it are kept, whoever starts them. */
export const JOB = "allocate-pools";

/** Whether somebody has paused the pool: whoever pauses it waits for the policy lock that a batch holds. */
async function isPausedNow(ctx: TxCtx, poolId: string): Promise<boolean> {
  const [row] = await ctx.db.execute<{ paused: boolean }>(
    sql`select ${isPaused(sql`${poolId}::uuid`)} as paused`,
  );
  return row?.paused === true;
}

/** `runId` is the run that the gifts belong to, once there is one. */
export type Batch = { outcomes: AllocationOutcome[]; free: string[]; open: number; runId: string | null };

/**
 * Deals out these customers of a pool, the oldest first, under the locks of everybody whom the rules mean: what they
 * hold can't change meanwhile, nor the rules. Whoever claims one of the customers at this moment may be quicker.
 */
export async function allocateBatch(
  ctx: TxCtx,
  poolId: string,
  ids: readonly string[],
  begun: string | null,
): Promise<Batch> {
  await lockReps(ctx, []);
  const deal = await readDeal(ctx.db, poolId, ctx.now);
  const people = await readMeant(ctx.db, deal);
  await lockReps(ctx, people);
  const hands = await readHands(ctx.db, deal, people, ctx.actor);
  const waiting = await readWaiting(ctx.db, deal, ids);
  const decisions = decide(deal, hands, waiting, await readCooling(ctx.db, deal, ids, people));
  const planned = decisions.flatMap((one) => ("ok" in one ? [] : [one]));
  const runId = planned.length > 0 ? await enterSweep(ctx, JOB, begun) : null;
  const versions = await lockChosen(ctx, planned);
  const gifts: Moved[] = [];
  const outcomes: AllocationOutcome[] = [];
  // One after the other: whose turn it is next time follows from the order in the ledger.
  for (const decision of decisions) {
    if ("ok" in decision) {
      outcomes.push(decision);
      continue;
    }
    const { id, version } = decision.customer;
    const given = versions.get(id) === version ? await giveOne(ctx, deal, decision, runId ?? "") : undefined;
    if (given) gifts.push(given);
    outcomes.push(given ? outcomeOf(decision, given) : moved(decision.customer));
  }
  if (runId) await recordMoves(ctx, runId, { kind: "assigned", policyId: deal.inForce.id, moved: gifts });
  const known = new Set(waiting.map(({ id }) => id));
  outcomes.push(...ids.filter((id) => !known.has(id)).map(unknown));
  await tell(
    ctx,
    deal,
    outcomes.filter((one) => one.ok),
  );
  const rooms = { free: freePairs(deal.rules, hands), open: openPlaces(deal.rules, hands).length };
  return { outcomes, ...rooms, runId: gifts.length > 0 ? runId : begun };
}

/** Tells those who got something, each once, and open screens in one message. */
async function tell(ctx: TxCtx, deal: Deal, given: readonly Given[]): Promise<void> {
  if (given.length === 0) return;
  await notify(ctx, noticesOf(deal, given));
  announce(ctx, {
    kind: "assigned",
    customers: given.length <= MOST_NAMED ? given.map(({ customerId }) => customerId) : null,
    owners: [...new Set(given.map(({ userId }) => userId))].slice(0, 100),
    pools: [deal.poolId],
  });
}

/** A step of a walk through a pool, and where it stands after it; `last` null is the end, and so is a pause. */
export type Step = Batch & { last: Cursor | null; paused?: boolean };

/** Deals out the next customers of a pool that somebody can take; what is done without being asked stops while it is paused. */
export async function allocateNext(
  ctx: TxCtx,
  poolId: string,
  part: Omit<Part, "places">,
  begun: string | null,
): Promise<Step> {
  await lockReps(ctx, []);
  if (part.sparing && (await isPausedNow(ctx, poolId)))
    return { outcomes: [], free: [], open: 0, runId: begun, last: null, paused: true };
  const deal = await readDeal(ctx.db, poolId, ctx.now);
  const hands = await readHands(ctx.db, deal, await readMeant(ctx.db, deal), ctx.actor);
  const places = openPlaces(deal.rules, hands);
  if (places.length === 0) return { outcomes: [], free: [], open: 0, runId: begun, last: null };
  const { ids, last } = await readPage(ctx.db, deal, { ...part, places }, BATCH);
  if (ids.length === 0)
    return {
      outcomes: [],
      free: freePairs(deal.rules, hands),
      open: places.length,
      runId: begun,
      last: null,
    };
  const batch = await allocateBatch(ctx, poolId, ids, begun);
  return { ...batch, last: ids.length < BATCH ? null : last };
}

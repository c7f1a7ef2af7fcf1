import { type SQL, sql } from "drizzle-orm";
import type { NotificationParams } from "@/db/schema/notifications";
import { type Ctx, inTx, type TxCtx } from "@/lib/context";
import { markAllOverflow, markOverflow } from "@/lib/deadlines/mark-overflow";
import type { InForce } from "@/lib/deadlines/on-the-clock";
import { readInForce, refreshDeadlines } from "@/lib/deadlines/refresh-deadlines";
import { lockReps } from "@/lib/ledger/lock-reps";
import { type Moved, moveCustomers } from "@/lib/ledger/move-customers";
import { type Notice, notify } from "@/lib/notifications/notify";
import { authorize } from "@/lib/permissions";
import { findRule, type RuleBrief } from "@/lib/policies/rule-brief";
import { instant } from "@/lib/sql-values";
import { dueUnder } from "@/lib/sweeps/due";
import { countTaken, openDays, todayOf } from "@/lib/sweeps/foreseen";
import { settlePauses } from "@/lib/sweeps/pauses";
import { closeCutOff, enterSweep, finishSweep, recordMoves } from "@/lib/sweeps/record-sweep";
import { roomToSweep } from "@/lib/sweeps/room-to-sweep";

const BATCH = 2_000;
const JOB = "reclaim-due";

/** How often the owner was reminded of the deadline that ran out. */
const REMINDED = sql`case when t.reminded_for = t.due_at and t.reminded_at >= t.held_since then t.reminded_count else 0 end`;

/**
 * Why a reminder before this deadline is missing: it was due and no job came to send it, the policy knows none, or the
 * deadline was set when all of them had passed.
 */
const UNREMINDED = sql`case when t.remind_at is not null then 'not_sent' when ${REMINDED} > 0 then null
  when (select jsonb_array_length(r.value->'reminders') from policies p cross join lateral jsonb_array_elements(p.document->'returnRules') r
    where p.id = t.due_policy_id and r.value->>'id' = t.due_rule) = 0 then 'none_set'
  else 'too_late' end`;

/** What proves the reclaim afterwards, from the customer as it was when the sweep took it. */
const PROOF = sql`jsonb_build_object('dueAt', t.due_at, 'dueFrom', t.due_from, 'heldSince', t.held_since,
  'qualifiedAt', t.qualified_at, 'lastFollowUpAt', t.last_follow_up_at, 'lastDealAt', t.last_deal_at,
  'reminded', ${REMINDED}, 'unreminded', ${UNREMINDED}, 'unsentFrom', t.remind_at)`;

/** What a notice says of why: the rule, with the reason that it gives, when it is the same for all that went. */
function reasonOf({ document }: InForce, lost: readonly Moved[]): NotificationParams {
  const [first, ...others] = lost;
  const rule: RuleBrief | null = first ? findRule(document, first.rule) : null;
  if (!rule || others.some((one) => one.rule !== rule.id)) return { rule: "several" };
  const { id, name, since, span } = rule;
  const { reason = "" } = document.returnRules.find((one) => one.id === id) ?? {};
  return { rule: id, ruleName: name, ruleReason: reason, since, amount: span.amount, unit: span.unit };
}

/** One notice for each former owner and batch, so that a long outage does not end in a storm of messages. */
function noticesFor(policy: InForce, moved: readonly Moved[]): Notice[] {
  const byOwner = new Map<string, Moved[]>();
  for (const one of moved) {
    if (one.fromOwnerId) byOwner.set(one.fromOwnerId, [...(byOwner.get(one.fromOwnerId) ?? []), one]);
  }
  return [...byOwner].flatMap(([userId, lost]): Notice[] => {
    const [first] = lost;
    if (!first) return [];
    const params = { name: first.name, count: lost.length, ...reasonOf(policy, lost) };
    const dedupeKey = `reclaimed:${first.id}:${first.version}`;
    return [{ userId, kind: "reclaimed", customerId: first.id, params, dedupeKey }];
  });
}

/** Where each rule sends what it takes: most into its own pool, so that there is nothing to ask. */
function destinationBy({ document }: InForce): SQL | undefined {
  const branches = document.returnRules.flatMap((rule) =>
    rule.targetPoolId ? [sql`when t.due_rule = ${rule.id} then ${rule.targetPoolId}::uuid`] : [],
  );
  return branches.length > 0 ? sql`case ${sql.join(branches, sql` `)} else c.pool_id end` : undefined;
}

/** The reason that each rule gives, by the rule that took it; nothing where none gives one. */
function reasonsBy({ document }: InForce): SQL | null {
  const branches = document.returnRules.flatMap(({ id, reason }) =>
    reason ? [sql`when ${id} then ${reason}::text`] : [],
  );
  return branches.length > 0 ? sql`case m.rule ${sql.join(branches, sql` `)} end` : null;
}

type Batch = { taken: number; sweepId: string | null };

async function reclaimBatch(ctx: TxCtx, poolId: string, most: number, begun: string | null): Promise<Batch> {
  await lockReps(ctx, []);
  const policy = (await readInForce(ctx.db)).get(poolId);
  if (!policy) return { taken: 0, sweepId: begun };
  // What is too much now, and not what was when its deadline was set.
  await markOverflow(ctx, new Map([[poolId, policy]]));
  const due = dueUnder(policy.id, ctx.now);
  const guarded = { poolId, job: JOB, policyId: policy.id, timeZone: policy.timeZone, due } as const;
  const limit = Math.min(most, await roomToSweep(ctx, { ...guarded, guard: policy.document.guard }));
  if (limit === 0) return { taken: 0, sweepId: begun };
  const sweepId = await enterSweep(ctx, JOB, begun);
  const destination = destinationBy(policy);
  const moved = await moveCustomers(ctx, {
    ...{ kind: "reclaimed", where: due, limit, sweepId, policyId: policy.id },
    ...(destination ? { poolId: destination } : {}),
    rule: sql`t.due_rule`,
    ...{ facts: PROOF, note: reasonsBy(policy) },
  });
  await recordMoves(ctx, sweepId, { kind: "reclaimed", policyId: policy.id, moved });
  if (moved.length === 0) return { taken: 0, sweepId: begun };
  await countTaken(ctx, todayOf(ctx, guarded), moved.length);
  await notify(ctx, noticesFor(policy, moved));
  return { taken: moved.length, sweepId };
}

const poolsWithDue = async (ctx: Ctx): Promise<string[]> => {
  const rows = await ctx.db.execute<{ pool_id: string }>(sql`
    select pool_id from customers where due_at <= ${instant(ctx.now)} group by pool_id order by pool_id`);
  return rows.map((row) => row.pool_id);
};

/** What a sweep finds of those before it: pauses to settle, a sweep that was cut off, a day that nobody opened. Most often nothing. */
async function tidyUp(ctx: Ctx): Promise<void> {
  const [left] = await ctx.db.execute<{ pauses: boolean; sweeps: boolean; days: boolean }>(sql`
    select exists (select from reclaim_pauses where until_at is not null and not settled) as pauses,
      exists (select from sweeps where job = ${JOB} and state = 'running') as sweeps,
      exists (select from pools where archived_at is null and not exists (select from reclaim_days d
        where d.pool_id = pools.id and d.job = ${JOB} and d.swept_at between ${instant(ctx.now)} - interval '1 hour' and ${instant(ctx.now)})) as days`);
  if (left?.pauses) await settlePauses(ctx);
  if (left?.sweeps) await closeCutOff(ctx, JOB);
  if (left?.days) await openDays(ctx, JOB);
}

/**
 * Takes back every customer whose deadline has passed at ctx.now, pool by pool, in batches of their own transactions. The
 * deadline is asked again in the update: a follow-up made meanwhile saves the customer. A pool that is paused, or would
 * lose more than was foreseen, is passed over. What it takes is one sweep. Running it twice takes nothing twice.
 */
export async function reclaimDue(ctx: Ctx, input: { limit?: number } = {}): Promise<{ reclaimed: number }> {
  authorize(ctx.actor, "jobs.run");
  await tidyUp(ctx);
  await markAllOverflow(ctx);
  await refreshDeadlines(ctx);
  const most = input.limit ?? Number.POSITIVE_INFINITY;
  let [reclaimed, sweepId] = [0, null as string | null];
  for (const poolId of await poolsWithDue(ctx)) {
    for (let taken = BATCH; taken === BATCH && reclaimed < most; reclaimed += taken) {
      const batch = await inTx(ctx, (ctx) =>
        reclaimBatch(ctx, poolId, Math.min(BATCH, most - reclaimed), sweepId),
      );
      ({ taken, sweepId } = batch);
    }
  }
  if (sweepId) await finishSweep(ctx, sweepId);
  return { reclaimed };
}

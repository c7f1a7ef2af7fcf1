import { type SQL, sql } from "drizzle-orm";
import type { Channel, EventKind, Outcome, ProtectedAfter } from "@/db/enums";
import { actorId, type Ctx } from "@/lib/context";
import { graceOf } from "@/lib/deadlines/grace";
import { knownTo } from "@/lib/deadlines/known";
import { type Deadline, readDeadlines } from "@/lib/deadlines/read-deadlines";
import { rulesOf } from "@/lib/deadlines/rules-of";
import { onceFollowedUp, situationOf } from "@/lib/deadlines/situation";
import { textFor } from "@/lib/masking/rules";
import { may } from "@/lib/permissions";
import { heardAt } from "@/lib/policies/quiet-hours";
import { policyOf } from "@/lib/policies/read-policy";
import type { ReturnRule } from "@/lib/policies/return-rule";
import { briefOf, findRule } from "@/lib/policies/rule-brief";
import type { PolicyDocument } from "@/lib/policies/schema";
import { whatFollows } from "@/lib/policies/what-follows";
import { findSameHands } from "@/lib/second-person/read-same-hands";
import type { SameHands } from "@/lib/second-person/types";
import { instant } from "@/lib/sql-values";
import { addMs, later, MINUTE } from "@/lib/time";
import type { ClockPause, ClockStart, DeadlineView, RunningClock } from "./customer-types";
import { familyOf } from "./kept-sql";
import type { SeenCustomer } from "./read-customer";

type PauseRow = {
  from: string;
  until: string;
  lifted: boolean;
  reason: string;
  after: ProtectedAfter | null;
};
type LeaveRow = { from: string; until: string; days: number };
type StartRow = {
  kind: ClockStart["kind"];
  at: string;
  by_name: string | null;
  channel: Channel | null;
  outcome: Outcome | null;
};
type Row = {
  version: number;
  document: unknown;
  grace: unknown;
  time_zone: string;
  pauses: PauseRow[] | null;
  leaves: LeaveRow[] | null;
  stops: { from: string; until: string }[] | null;
  waits: { id: string; days: number; reason: string; from: string; until: string; open: boolean }[] | null;
  opened_kind: EventKind;
  opened_at: string;
  opened_by: string | null;
  last: StartRow | null;
};

/** The owner's leave between the start of the clock and its end. */
const LEAVES = (from: SQL, due: SQL): SQL => sql`
  select json_agg(json_build_object('from', l.first, 'until', l.until_at, 'days',
    (l.until_at at time zone org.time_zone)::date - (l.first at time zone org.time_zone)::date) order by l.first)
  from (select greatest(from_at, t.started_at) as first, until_at from leaves
    where user_id = t.user_id and cancelled_at is null and until_at > ${from} and from_at < ${due}) l`;

/** The stretches before the deadline in which the pool's reclaims were paused. */
const STOPS = (from: SQL, due: SQL): SQL => sql`
  select json_agg(json_build_object('from', greatest(rp.from_at, t.started_at), 'until', rp.until_at) order by rp.from_at)
  from reclaim_pauses rp where (rp.pool_id = t.pool_id or rp.pool_id is null) and rp.until_at > ${from} and rp.from_at < ${due}`;

/** The stretches in which the owner waited for an answer. */
const WAITS = sql`
  select json_agg(json_build_object('id', rq.id, 'days', rq.days, 'reason', rq.reason, 'from', rq.asked_at, 'until', least(rq.lapses_at, rq.ended_at), 'open', rq.ended_at is null) order by rq.asked_at)
  from requests rq where rq.tenure_id = t.id`;

/** A deadline and what it follows from. */
type Standing = { policyId: string; rule: string; dueAt: Date; from: Date };

/** The deadline as it is stored; where a fact has changed since, as the next sweep finds it. Null when no clock runs. */
async function readStanding(ctx: Ctx, seen: SeenCustomer): Promise<Standing | null> {
  const { policyId, duePolicyId, dueRule } = seen;
  const { dueAt, dueFrom: from } = seen.instants;
  if (duePolicyId)
    return dueAt && from && dueRule ? { policyId: duePolicyId, rule: dueRule, dueAt, from } : null;
  const [org] = await ctx.db.execute<{ time_zone: string }>(sql`select time_zone from organizations limit 1`);
  const situation = situationOf({ timeZone: org?.time_zone ?? "UTC", now: ctx.now });
  const [first] = await readDeadlines(ctx.db, seen.facts.id, await rulesOf(ctx.db, policyId), situation);
  return first ? { policyId, ...first } : null;
}

/** What was done in the tenure `t`, or with a customer that was merged into its own. */
const ofTenureOrMerged = (
  what: "f" | "d",
): SQL => sql`${sql.raw(`${what}.customer_id`)} in (${familyOf(sql`t.customer_id`)})
  and (${sql.raw(`${what}.tenure_id = t.id or ${what}.customer_id`)} <> t.customer_id)`;

/** The policy that the deadline follows from, what opened the tenure, and what was done at the instant that set the clock going. */
async function readClock(
  ctx: Ctx,
  customerId: string,
  { standing, tenureId }: { standing: Standing; tenureId: string },
): Promise<Row | undefined> {
  const [from, due] = [instant(standing.from), instant(standing.dueAt)];
  const last = sql`
    (select json_build_object('kind', 'follow_up', 'at', f.at, 'by_name', u.name, 'channel', f.channel, 'outcome', f.outcome) as what
      from follow_ups f join users u on u.id = f.user_id where f.at = ${from} and ${ofTenureOrMerged("f")}
      order by f.qualifies desc limit 1)
    union all
    (select json_build_object('kind', 'deal', 'at', d.at, 'by_name', u.name) from deals d join users u on u.id = d.user_id
      where d.at = ${from} and ${ofTenureOrMerged("d")} limit 1) limit 1`;
  const [row] = await ctx.db.execute<Row>(sql`
    select p.version, p.document, p.grace, org.time_zone, e.kind as opened_kind, e.at as opened_at, eu.name as opened_by,
      (select json_agg(json_build_object('from', pr.from_at, 'until', least(pr.until_at, pr.lifted_at),
        'lifted', pr.lifted_at is not null, 'reason', pr.reason, 'after', pr.after) order by pr.from_at)
        from protections pr where pr.tenure_id = t.id) as pauses, (${LEAVES(from, due)}) as leaves,
      (${STOPS(from, due)}) as stops, (${WAITS}) as waits, (${last}) as last
    from tenures t
    join policies p on p.id = ${standing.policyId}::uuid
    join events e on e.customer_id = t.customer_id and e.version = t.start_version
    left join users eu on eu.id = e.actor_id
    cross join (select time_zone from organizations limit 1) org
    where t.id = ${tenureId}::uuid and t.customer_id = ${customerId}::uuid`);
  return row;
}

const OPENING = new Set<EventKind>([
  "claimed",
  "assigned",
  "transferred",
  "created",
  "reclaim_undone",
  "merge_returned",
]);

/** The kinds of start that are facts of the customer, and not something that a person did with it. */
const FACTS = new Set([
  "stage_change",
  "contract_end",
  "grade_dropped",
  "intent_dropped",
  "churn_risk",
  "activity",
]);
type FactStart = Extract<ClockStart["kind"], ReturnRule["clock"]["since"]>;

function startOf(row: Row, { clock: { since } }: ReturnRule, from: Date, heldSince: Date): ClockStart {
  const nobody = { byName: null, channel: null, outcome: null };
  if (row.last) {
    const { kind, at, by_name, channel, outcome } = row.last;
    return { kind, at: new Date(at), byName: by_name, channel: channel ?? null, outcome: outcome ?? null };
  }
  if (FACTS.has(since) && from > heldSince) return { kind: since as FactStart, at: from, ...nobody };
  const kind = OPENING.has(row.opened_kind) ? (row.opened_kind as ClockStart["kind"]) : "claimed";
  return { ...nobody, kind, at: new Date(row.opened_at), byName: row.opened_by };
}

/** A deadline with the rule that it follows from; null when the policy hasn't that rule. */
function running(policy: PolicyDocument, deadline: Deadline | undefined): RunningClock | null {
  const rule = findRule(policy, deadline?.rule ?? null);
  return rule && deadline ? { rule, dueAt: deadline.dueAt, from: deadline.from } : null;
}

/** The reminders that are still to come before the deadline, by the ladder of its rule. */
const remindersAhead = (
  { reminders }: ReturnRule,
  dueAt: Date,
  now: Date,
  heard: (at: Date) => Date,
): Date[] =>
  reminders
    .map((one) => heard(addMs(dueAt, -one.beforeMinutes * MINUTE)))
    .filter((at) => at > now)
    .sort((a, b) => a.getTime() - b.getTime());

/** Whether the request that waits is the viewer's to answer, and yet not to approve. */
async function readAnswerer(ctx: Ctx, seen: SeenCustomer, row: Row): Promise<SameHands | null> {
  const [me, owner] = [actorId(ctx.actor), seen.facts.owner?.id];
  if (!me || !owner || seen.mine || !may(ctx.actor, "customers.transfer")) return null;
  if (!row.waits?.some((one) => one.open && new Date(one.until) > ctx.now)) return null;
  return findSameHands(ctx, me, owner, { deed: "customers.transfer", oneWay: true });
}

function pausesOf(row: Row, seen: SeenCustomer, now: Date, sameHands: SameHands | null): ClockPause[] {
  const protections = (row.pauses ?? []).map((one) => ({
    ...{ kind: "protection" as const, from: new Date(one.from), until: new Date(one.until) },
    ...{ lifted: one.lifted, reason: textFor(seen.access, one.reason) ?? "", after: one.after },
  }));
  const leaves = (row.leaves ?? []).map((one) => ({
    ...{ kind: "leave" as const, from: new Date(one.from), until: new Date(one.until), days: one.days },
  }));
  const stops = (row.stops ?? []).map((one) => ({
    ...{ kind: "stop" as const, from: new Date(one.from), until: new Date(one.until) },
  }));
  const waits = (row.waits ?? []).map((one) => ({
    ...{ kind: "request" as const, from: new Date(one.from), until: new Date(one.until) },
    waiting: one.open && new Date(one.until) > now,
    ...{ id: one.id, days: one.days, reason: textFor(seen.access, one.reason) ?? "", sameHands },
  }));
  return [...protections, ...leaves, ...stops, ...waits].sort((a, b) => a.from.getTime() - b.from.getTime());
}

/** Explains the deadline of a held customer from what is stored; null when no clock runs. */
export async function readDeadline(ctx: Ctx, seen: SeenCustomer): Promise<DeadlineView | null> {
  const { tenure, facts } = seen;
  const { heldSince } = seen.instants;
  const standing = tenure && heldSince ? await readStanding(ctx, seen) : null;
  if (!tenure || !heldSince || !standing) return null;
  const row = await readClock(ctx, facts.id, { standing, tenureId: tenure.id });
  if (!row) return null;
  const { dueAt, from } = standing;
  const policy = policyOf(standing.policyId, row.document);
  const whole = policy.returnRules.find(({ id }) => id === standing.rule);
  if (!whole) return null;
  const rule = briefOf(whole);
  const stored = { document: policy, grace: graceOf(row.grace) };
  const rules = { ...stored, known: await knownTo(ctx.db, stored) };
  const place = { timeZone: row.time_zone, now: ctx.now };
  const now = instant(later(ctx.now, heldSince));
  const [all, followedUp, sameHands] = await Promise.all([
    readDeadlines(ctx.db, facts.id, rules, situationOf(place)),
    readDeadlines(ctx.db, facts.id, rules, onceFollowedUp(place, now)),
    readAnswerer(ctx, seen, row),
  ]);
  return {
    ...{ dueAt, rule, from, startedBy: startOf(row, whole, from, heldSince), whole },
    pauses: pausesOf(row, seen, ctx.now, sameHands),
    graceUntil: all.find((one) => one.rule === rule.id)?.graceUntil ?? null,
    resets: policy.qualifying,
    ifFollowedUpAt: followedUp[0]?.dueAt ?? null,
    runnerUp: running(
      policy,
      all.find((one) => one.rule !== rule.id),
    ),
    requests: policy.requests,
    remindersAhead: remindersAhead(whole, dueAt, ctx.now, (at) =>
      heardAt(at, policy.quietHours, row.time_zone),
    ),
    policyVersion: row.version,
    ...(await whatFollows(ctx.db, policy, whole, facts.pool.name)),
  };
}

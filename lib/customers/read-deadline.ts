import { sql } from "drizzle-orm";
import type { Channel, DeadlineRule, EventKind, Outcome } from "@/db/enums";
import type { Ctx } from "@/lib/context";
import { limitOf } from "@/lib/deadlines/limits";
import { type ClockFacts, type Deadline, deadlinesOf, graceOf } from "@/lib/deadlines/rules";
import { textFor } from "@/lib/masking/rules";
import { policyOf } from "@/lib/ownership/read-facts";
import type { PolicyDocument } from "@/lib/policies/schema";
import { addMs, later, MINUTE } from "@/lib/time";
import type { ClockStart, DeadlineView } from "./customer-types";
import type { SeenCustomer } from "./read-customer";

type PauseRow = { from: string; until: string; lifted: boolean; reason: string };
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
  opened_kind: EventKind;
  opened_at: string;
  opened_by: string | null;
  last: StartRow | null;
};

/** What started the clock of the rule: the follow-up or deal at that instant, else the event that opened the tenure. */
async function readClock(ctx: Ctx, seen: SeenCustomer, tenureId: string): Promise<Row | undefined> {
  const { instants, facts } = seen;
  const at = (instant: Date | null) => sql`${instant?.toISOString() ?? null}::timestamptz`;
  const last =
    seen.dueRule === "no_deal"
      ? sql`select json_build_object('kind', 'deal', 'at', d.at, 'by_name', u.name) from deals d join users u on u.id = d.user_id
          where d.tenure_id = t.id and d.at = ${at(instants.lastDealAt)} limit 1`
      : sql`select json_build_object('kind', 'follow_up', 'at', f.at, 'by_name', u.name, 'channel', f.channel, 'outcome', f.outcome)
          from follow_ups f join users u on u.id = f.user_id
          where f.tenure_id = t.id and f.qualifies and f.at = ${at(instants.qualifiedAt)} limit 1`;
  const [row] = await ctx.db.execute<Row>(sql`
    select p.version, p.document, p.grace, org.time_zone, e.kind as opened_kind, e.at as opened_at, eu.name as opened_by,
      (select json_agg(json_build_object('from', pr.from_at, 'until', least(pr.until_at, pr.lifted_at),
        'lifted', pr.lifted_at is not null, 'reason', pr.reason) order by pr.from_at)
        from protections pr where pr.tenure_id = t.id) as pauses, (${last}) as last
    from tenures t
    join policies p on p.id = ${seen.duePolicyId}::uuid
    join events e on e.customer_id = t.customer_id and e.version = t.start_version
    left join users eu on eu.id = e.actor_id
    cross join (select time_zone from organizations limit 1) org
    where t.id = ${tenureId}::uuid and t.customer_id = ${facts.id}::uuid`);
  return row;
}

const OPENING = new Set<EventKind>(["claimed", "assigned", "transferred", "created"]);

function startOf(row: Row): ClockStart {
  if (row.last) {
    const { kind, at, by_name, channel, outcome } = row.last;
    return { kind, at: new Date(at), byName: by_name, channel: channel ?? null, outcome: outcome ?? null };
  }
  const kind = OPENING.has(row.opened_kind) ? (row.opened_kind as ClockStart["kind"]) : "claimed";
  return { kind, at: new Date(row.opened_at), byName: row.opened_by, channel: null, outcome: null };
}

const running = (policy: PolicyDocument, deadline: Deadline) => ({
  ...{
    rule: deadline.rule,
    dueAt: deadline.dueAt,
    from: deadline.from,
    limit: limitOf(policy, deadline.rule),
  },
});

/** The reminders that are still to come before the deadline, by the ladder of the policy. */
const remindersAhead = (policy: PolicyDocument, dueAt: Date, now: Date): Date[] =>
  policy.reminderLeadMinutes
    .map((lead) => addMs(dueAt, -lead * MINUTE))
    .filter((at) => at > now)
    .sort((a, b) => a.getTime() - b.getTime());

/** Explains the deadline of a held customer from what is stored; null when no clock runs. */
export async function readDeadline(ctx: Ctx, seen: SeenCustomer): Promise<DeadlineView | null> {
  const { instants, tenure, facts } = seen;
  const { dueAt, dueFrom, heldSince } = instants;
  const rule: DeadlineRule | null = seen.dueRule;
  if (!tenure || !dueAt || !dueFrom || !rule || !heldSince) return null;
  const row = await readClock(ctx, seen, tenure.id);
  if (!row) return null;
  const policy = policyOf(seen.duePolicyId ?? "", row.document);
  const pauses = (row.pauses ?? []).map((one) => ({
    ...{ from: new Date(one.from), until: new Date(one.until), lifted: one.lifted },
    reason: textFor(seen.access, one.reason) ?? "",
  }));
  const { qualifiedAt, lastDealAt, wonAt, protectedUntil } = instants;
  const clock: ClockFacts = {
    ...{ heldSince, qualifiedAt, lastDealAt, wonAt, protectedUntil, pauses, grace: graceOf(row.grace) },
  };
  const all = deadlinesOf(policy, clock, row.time_zone);
  const other = all.find((one) => one.rule !== rule);
  const followedUp = { ...clock, qualifiedAt: later(ctx.now, heldSince) };
  return {
    ...{ dueAt, rule, limit: limitOf(policy, rule), from: dueFrom, startedBy: startOf(row), pauses },
    graceUntil: all.find((one) => one.rule === rule)?.graceUntil ?? null,
    resets: policy.qualifying,
    ifFollowedUpAt: deadlinesOf(policy, followedUp, row.time_zone)[0]?.dueAt ?? null,
    runnerUp: other ? running(policy, other) : null,
    remindersAhead: remindersAhead(policy, dueAt, ctx.now),
    ...{ policyVersion: row.version, coolDownDays: policy.coolDownDays, poolName: facts.pool.name },
  };
}

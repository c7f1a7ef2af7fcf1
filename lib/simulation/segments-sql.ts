import { type SQL, sql } from "drizzle-orm";
import { spanEnd } from "@/lib/conditions/spans";
import type { Rules } from "@/lib/deadlines/deadline-sql";
import type { Situation } from "@/lib/deadlines/situation";
import type { ReturnRule } from "@/lib/policies/return-rule";
import { instant, texts } from "@/lib/sql-values";
import { type Asked, askedBy, countsEveryFollowUp, editsThatCount } from "./asked";
import { SINCE_PROGRESS } from "./facts-sql";

/** What is replayed: the tenures of a pool that ran in a period, under these rules as if they had always been in force. */
export type Replay = {
  poolId: string;
  rules: Rules;
  timeZone: string;
  from: Date;
  until: Date;
  /** Up to when the consequences are known. */
  now: Date;
  /** Whether the follow-up `f` resets the clocks under these rules. */
  qualifies: SQL;
};

export const askedIn = ({ rules }: Replay): Asked => askedBy(rules.document.returnRules);

/**
 * The tenures `t` that ran in the period. A claim that was undone was none. `left_at` is when it ended or now,
 * `stops_at` the last instant at which the replay takes it.
 */
export const tenuresOf = ({ poolId, from, until, now }: Omit<Replay, "rules" | "qualifies">): SQL => sql`
  t as materialized (
    select t.id, t.customer_id, t.user_id, t.started_at, t.start_version, t.ended_at, t.end_kind, coalesce(t.ended_at, ${instant(now)}) as left_at,
      least(coalesce(t.ended_at, ${instant(until)}), ${instant(until)}) as stops_at
    from tenures t where t.pool_id = ${poolId}::uuid and t.started_at <= ${instant(until)}
      and (t.ended_at is null or t.ended_at >= ${instant(from)}) and t.end_kind is distinct from 'claim_undone')`;

const NONE = sql`null::timestamptz`;

/** Everything after which a deadline may be another: `q` qualifies, `d` is a deal, `f` any follow-up, `l` the customer's last deal. */
function marks(replay: Replay, asked: Asked): SQL {
  const every = countsEveryFollowUp(asked);
  const edited = editsThatCount(asked);
  const earlier = (table: "follow_ups" | "deals", wanted: boolean): SQL =>
    wanted
      ? sql`(select max(o.at) from ${sql.raw(table)} o where o.customer_id = t.customer_id and o.at < t.started_at)`
      : NONE;
  // What happens at the very instant of a reclaim made it; what happens at another end comes with it or after it.
  const inside = (at: SQL): SQL =>
    sql`${at} >= t.started_at and (${at} < t.stops_at or ${at} = t.stops_at and t.end_kind = 'reclaimed')`;
  const parts = [
    sql`select t.id as tenure_id, t.started_at as at, ${NONE} as q, ${NONE} as d, ${earlier("follow_ups", asked.fields.has("sinceFollowUp"))} as f,
      ${earlier("deals", asked.fields.has("sinceDeal"))} as l from t`,
    sql`select t.id, f.at, case when ${replay.qualifies} then f.at end, ${NONE}, f.at, ${NONE} from t join follow_ups f on f.tenure_id = t.id
      where ${inside(sql`f.at`)} ${every ? sql`` : sql`and ${replay.qualifies}`}`,
    sql`select t.id, d.at, ${NONE}, d.at, ${NONE}, d.at from t join deals d on d.tenure_id = t.id where ${inside(sql`d.at`)}`,
    sql`select t.id, b.at, ${NONE}, ${NONE}, ${NONE}, ${NONE} from t join protections p on p.tenure_id = t.id
      cross join lateral (values (p.from_at), (p.lifted_at)) b(at) where ${inside(sql`b.at`)}`,
    sql`select t.id, b.at, ${NONE}, ${NONE}, ${NONE}, ${NONE} from t join leaves v on v.user_id = t.user_id
      cross join lateral (values (v.created_at), (v.ended_at), (v.cancelled_at)) b(at) where ${inside(sql`b.at`)}`,
  ];
  if (edited.length > 0) {
    parts.push(sql`select t.id, e.at, ${NONE}, ${NONE}, ${NONE}, ${NONE} from t join edits e on e.customer_id = t.customer_id
      where ${inside(sql`e.at`)} and e.changes ?| ${texts(edited)}`);
  }
  return sql.join(parts, sql` union all `);
}

/**
 * The stretches `s` of the tenures between whose ends nothing happens that a rule might ask for, with what was known at
 * their beginning `at`; a stretch ends where the next begins, the last one with the tenure or the period.
 */
export const segmentsOf = (replay: Replay): SQL => sql`
  s as materialized (
    select m.*, t.customer_id, t.user_id, t.started_at, t.start_version, coalesce(m.next_at, t.stops_at) as ends from (
      select m.tenure_id, m.at, lead(m.at) over w as next_at, max(m.q) over w as qualified_at, max(m.d) over w as deal_at,
        max(m.f) over w as follow_up_at, max(m.l) over w as last_deal_at
      from (${marks(replay, askedIn(replay))}) m window w as (partition by m.tenure_id order by m.at)) m
    join t on t.id = m.tenure_id where m.next_at is distinct from m.at)`;

/** Until when the customer was protected, as was known at the beginning of the stretch `s`. */
const PROTECTED_UNTIL = sql`(select max(pr.until_at) from protections pr where pr.tenure_id = s.tenure_id
  and pr.from_at <= s.at and (pr.lifted_at is null or pr.lifted_at > s.at))`;

/** The leaves of the owner that were known at the beginning of the stretch; of one cut short later, at least until then. */
const LEAVES_KNOWN = sql`
  select l.from_at, case when l.ended_at > s.at then greatest(l.until_at, l.ended_at) else l.until_at end as until_at from leaves l
  where l.user_id = s.user_id and l.created_at <= s.at and (l.cancelled_at is null or l.cancelled_at > s.at)`;

/** The pauses of the stretch `s`: protections and leaves as they were known at its beginning, and those of the whole pool. */
export const pausesThen = ({
  poolId,
  now,
}: Replay): SQL => sql`(select ${PROTECTED_UNTIL} as protected_until, (select range_agg(g.stretch) from (
    select tstzrange(pr.from_at, greatest(pr.from_at, case when pr.lifted_at <= s.at then least(pr.until_at, pr.lifted_at) else pr.until_at end)) as stretch
      from protections pr where pr.tenure_id = s.tenure_id and pr.from_at <= s.at
    union all
    select tstzrange(l.from_at, l.until_at) from (${LEAVES_KNOWN}) l where l.until_at > s.started_at
    union all
    select tstzrange(rp.from_at, coalesce(rp.until_at, ${instant(now)})) from reclaim_pauses rp
      where (rp.pool_id = ${poolId}::uuid or rp.pool_id is null) and coalesce(rp.until_at, ${instant(now)}) > greatest(s.started_at, rp.from_at)) g
  where not isempty(g.stretch)) as pauses offset 0)`;

/** The customer `c` as it was in the stretch `s`, with its pauses `p`: of which the deadline is computed. */
export const situationThen = (timeZone: string): Situation => ({
  ...{ ownerId: sql`s.user_id`, heldSince: sql`s.started_at`, qualifiedAt: sql`s.qualified_at` },
  ...{ wonAt: sql`s.deal_at`, lastDealAt: sql`s.last_deal_at`, lastFollowUpAt: sql`s.follow_up_at` },
  ...{ followUpsSinceProgress: SINCE_PROGRESS, protectedUntil: sql`p.protected_until`, begins: false },
  ...{ ownerCount: sql`c.owner_count`, overCapSince: sql`null::timestamptz` },
  ...{ timeZone: sql`${timeZone}::text`, now: sql`s.at`, pauses: sql`p.pauses` },
  onLeave: (at) =>
    sql`exists (select from (${LEAVES_KNOWN}) l where l.from_at <= ${at} and l.until_at > ${at})`,
});

/** An instant before which a clock of the rule can't have run out: pauses and days off only make it later. */
export function earliestEnd({ clock }: ReturnRule): SQL {
  const { amount, unit } = clock.span;
  const since = {
    qualifying_follow_up: sql`greatest(s.started_at, s.qualified_at)`,
    follow_up: sql`greatest(s.started_at, s.follow_up_at)`,
    deal: sql`greatest(s.started_at, s.last_deal_at)`,
  };
  const from = Object.hasOwn(since, clock.since)
    ? since[clock.since as keyof typeof since]
    : sql`s.started_at`;
  if (unit === "hours" || amount === 0) return spanEnd(from, clock.span, sql`'UTC'`);
  // A day is two hours shorter at most, where the clock goes forward.
  return sql`(${from} + ${amount * 24 - 2}::int * interval '1 hour')`;
}

/**
 * What came after each hypothetical reclaim `x` in the same hands: the next work (a qualifying follow-up or a deal), and
 * the deals. Nothing of it lies inside the stretch.
 */
export const afterwards = ({ qualifies }: Replay): SQL => sql`
  left join lateral (select min(f.at) as at from follow_ups f where f.tenure_id = x.tenure_id and f.at >= x.ends and ${qualifies}) w on true
  left join lateral (select min(d.at) as at, count(*) as deals, coalesce(sum(d.amount) filter (where d.currency = (select currency from organizations limit 1)), 0) as value
    from deals d where d.customer_id = x.customer_id and d.tenure_id = x.tenure_id and d.at >= x.ends) v on true`;

import { type SQL, sql } from "drizzle-orm";
import { compileCondition } from "@/lib/conditions/compile";
import { ALWAYS, type Condition, clausesOf } from "@/lib/conditions/schema";
import { spanEnd } from "@/lib/conditions/spans";
import { concerns, type Rules } from "@/lib/deadlines/deadline-sql";
import { askedAt, type Situation } from "@/lib/deadlines/situation";
import type { ReturnRule } from "@/lib/policies/return-rule";
import { instant, texts } from "@/lib/sql-values";
import { type Asked, askedBy, countsEveryFollowUp, editsThatCount } from "./asked";
import { breaksOf } from "./breaks-sql";
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
  /**
   * One half of the tenures alone, so that two connections share the work; absent is all. Asked as not the other half: the
   * planner takes an equation with an unknown expression to leave hardly anything, and goes through the rest row by row.
   */
  half?: 0 | 1;
  /** Whether the follow-up `f` resets the clocks under these rules. */
  qualifies: SQL;
  /** Whether it is one for any clock. */
  counts: SQL;
};

export const askedIn = ({ rules }: Replay): Asked => askedBy(rules.document.returnRules);

/**
 * The tenures `t` that ran in the period. A claim that was undone was none. `left_at` is when it ended or now,
 * `stops_at` the last instant at which the replay takes it.
 */
export const tenuresOf = ({
  poolId,
  from,
  until,
  now,
  half,
}: Omit<Replay, "rules" | "qualifies" | "counts">): SQL => sql`
  t as materialized (
    select t.id, t.customer_id, t.user_id, t.started_at, t.start_version, t.ended_at, t.end_kind, coalesce(t.ended_at, ${instant(now)}) as left_at,
      least(coalesce(t.ended_at, ${instant(until)}), ${instant(until)}) as stops_at
    from tenures t where t.pool_id = ${poolId}::uuid and t.started_at <= ${instant(until)}
      and (t.ended_at is null or t.ended_at >= ${instant(from)}) and t.end_kind is distinct from 'claim_undone'
      ${half === undefined ? sql`` : sql`and uuid_hash(t.id) & 1 <> ${1 - half}::int`})`;

const NONE = sql`null::timestamptz`;

/** Everything after which a deadline may be another: `q` qualifies, `d` is a deal, `f` any follow-up, `l` the customer's last deal. */
function marks(replay: Replay, asked: Asked): SQL {
  const every = countsEveryFollowUp(asked);
  const edited = editsThatCount(asked);
  const earlier = (table: SQL, wanted: boolean): SQL =>
    wanted
      ? sql`(select max(f.at) from ${table} where f.customer_id = t.customer_id and f.at < t.started_at)`
      : NONE;
  const counted = sql`(select f.customer_id, f.at from follow_ups f where f.customer_id = t.customer_id and ${replay.counts}) f`;
  // What happens at the very instant of a reclaim made it; what happens at another end comes with it or after it.
  const inside = (at: SQL): SQL =>
    sql`${at} >= t.started_at and (${at} < t.stops_at or ${at} = t.stops_at and t.end_kind = 'reclaimed')`;
  const parts = [
    sql`select t.id as tenure_id, t.started_at as at, ${NONE} as q, ${NONE} as d, ${earlier(counted, asked.fields.has("sinceFollowUp"))} as f,
      ${earlier(sql`deals f`, asked.fields.has("sinceDeal"))} as l from t`,
    sql`select t.id, f.at, case when ${replay.qualifies} then f.at end, ${NONE}, case when ${replay.counts} then f.at end, ${NONE} from t join follow_ups f on f.tenure_id = t.id
      where ${inside(sql`f.at`)} ${every ? sql`` : sql`and ${replay.qualifies}`}`,
    sql`select t.id, d.at, ${NONE}, d.at, ${NONE}, d.at from t join deals d on d.tenure_id = t.id where ${inside(sql`d.at`)}`,
    sql`select t.id, b.at, ${NONE}, ${NONE}, ${NONE}, ${NONE} from t join protections p on p.tenure_id = t.id
      cross join lateral (values (p.from_at), (p.lifted_at)) b(at) where ${inside(sql`b.at`)}`,
    sql`select t.id, b.at, ${NONE}, ${NONE}, ${NONE}, ${NONE} from t join requests q on q.tenure_id = t.id
      cross join lateral (values (q.asked_at), (q.ended_at)) b(at) where ${inside(sql`b.at`)}`,
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
  ${breaksOf(replay.poolId, replay.now)}, s as materialized (
    select m.*, t.customer_id, t.user_id, t.started_at, t.start_version, coalesce(m.next_at, t.stops_at) as ends from (
      select m.tenure_id, m.at, lead(m.at) over w as next_at, max(m.q) over w as qualified_at, max(m.d) over w as deal_at,
        max(m.f) over w as follow_up_at, max(m.l) over w as last_deal_at
      from (${marks(replay, askedIn(replay))}) m window w as (partition by m.tenure_id order by m.at)) m
    join t on t.id = m.tenure_id where m.next_at is distinct from m.at)`;

/** The leaves of the owner that were known at the beginning of the stretch; of one cut short later, at least until then. */
const LEAVES_KNOWN = sql`
  select l.from_at, case when l.ended_at > s.at then greatest(l.until_at, l.ended_at) else l.until_at end as until_at from leaves l
  where l.user_id = s.user_id and l.created_at <= s.at and (l.cancelled_at is null or l.cancelled_at > s.at)`;

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
function earliestEnd({ clock }: ReturnRule): SQL {
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

/** Facts that stand in the stretch itself. */
const AT_HAND: ReadonlySet<string> = new Set(["won", "contacted"]);

/** As much of a condition as can be asked of the stretch itself; whoever doesn't meet it doesn't meet the whole. */
function atHand(condition: Condition): Condition {
  if ("all" in condition) return { all: condition.all.map(atHand) };
  return clausesOf(condition).every(({ field }) => AT_HAND.has(field)) ? condition : ALWAYS;
}

/** Whether the rule may take anybody in the stretch `s` by `stop`, asked cheaply: most can't. */
export function mayTake(rule: ReturnRule, { rules, timeZone }: Replay, stop: SQL): SQL {
  const asked = askedAt(rules.known, situationThen(timeZone), sql`s.at`);
  return sql`(${earliestEnd(rule)} <= ${stop} and ${compileCondition(atHand(concerns(rule)), asked)})`;
}

/**
 * What came after each hypothetical reclaim `x` of a list in the same hands: the next work (a qualifying follow-up `w` or a
 * deal `v`), and the deals. Nothing of it lies inside the stretch that ends at `ends`.
 */
export const afterwards = ({ qualifies }: Replay, list: SQL): SQL => sql`
  left join (select y.tenure_id, y.ends, min(f.at) as at from ${list} y join follow_ups f on f.tenure_id = y.tenure_id and f.at >= y.ends and ${qualifies}
    group by y.tenure_id, y.ends) w on w.tenure_id = x.tenure_id and w.ends = x.ends
  left join (select y.tenure_id, y.ends, min(d.at) as at, count(*) as deals,
      coalesce(sum(d.amount) filter (where d.currency = (select currency from organizations limit 1)), 0) as value
    from ${list} y join deals d on d.tenure_id = y.tenure_id and d.at >= y.ends group by y.tenure_id, y.ends) v on v.tenure_id = x.tenure_id and v.ends = x.ends`;

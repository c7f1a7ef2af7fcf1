import { type SQL, sql } from "drizzle-orm";
import { compileCondition } from "@/lib/conditions/compile";
import { ALWAYS, type Condition, clausesOf } from "@/lib/conditions/schema";
import { spanEnd } from "@/lib/conditions/spans";
import { concerns } from "@/lib/deadlines/clock-steps";
import { askedAt, type Situation } from "@/lib/deadlines/situation";
import { UNMADE } from "@/lib/ledger/unmade-sql";
import type { ReturnRule } from "@/lib/policies/return-rule";
import { instant } from "@/lib/sql-values";
import { breaksOf } from "./breaks-sql";
import { sinceProgress } from "./facts-sql";
import { asksFamily, latestOfMerged } from "./family-then";
import { marksSql, NONE } from "./marks-sql";
import { askedIn, type Replay, type Tenures } from "./replay";

/**
 * The tenures `t` that ran in the period. A claim that was undone was none. `left_at` is when it ended or now,
 * `stops_at` the last instant at which the replay takes it.
 */
export const tenuresOf = ({ poolId, from, until, now, half }: Tenures): SQL => sql`
  t as materialized (
    select t.id, t.customer_id, t.user_id, t.started_at, t.start_version, t.ended_at, t.end_kind, coalesce(t.ended_at, ${instant(now)}) as left_at,
      least(coalesce(t.ended_at, ${instant(until)}), ${instant(until)}) as stops_at
    from tenures t where t.pool_id = ${poolId}::uuid and t.started_at <= ${instant(until)}
      and (t.ended_at is null or t.ended_at >= ${instant(from)}) and coalesce(t.end_kind, '') not in ${UNMADE}
      ${half === undefined ? sql`` : sql`and uuid_hash(t.id) & 1 <> ${1 - half}::int`})`;

/**
 * The stretches `s` of the tenures between whose ends nothing happens that a rule might ask for, with what was known at
 * their beginning `at`; a stretch ends where the next begins, the last one with the tenure or the period.
 */
export function segmentsOf(replay: Replay): SQL {
  const asked = askedIn(replay);
  const [id, at] = [sql`t.customer_id`, sql`m.at`];
  const counted = sql`(select f.customer_id, f.at from follow_ups f where ${replay.counts}) f`;
  const latest = (own: SQL, table: SQL): SQL =>
    asksFamily(asked) ? sql`greatest(${own}, ${latestOfMerged(id, at, table)})` : own;
  return sql`
  ${breaksOf(replay.poolId, replay.now)}, s as materialized (
    select m.tenure_id, m.at, m.next_at, m.qualified_at, m.deal_at, ${latest(sql`m.follow_up_at`, counted)} as follow_up_at,
      ${latest(sql`m.last_deal_at`, sql`deals f`)} as last_deal_at, t.customer_id, t.user_id, t.started_at, t.start_version, coalesce(m.next_at, t.stops_at) as ends from (
      select m.tenure_id, m.at, lead(m.at) over w as next_at, max(m.q) over w as qualified_at, max(m.d) over w as deal_at,
        max(m.f) over w as follow_up_at, max(m.l) over w as last_deal_at
      from (${marksSql(replay, asked)}) m window w as (partition by m.tenure_id order by m.at)) m
    join t on t.id = m.tenure_id where m.next_at is distinct from m.at)`;
}

/** The leaves of the owner that were known at the beginning of the stretch; of one cut short later, at least until then. */
const LEAVES_KNOWN = sql`
  select l.from_at, case when l.ended_at > s.at then greatest(l.until_at, l.ended_at) else l.until_at end as until_at from leaves l
  where l.user_id = s.user_id and l.created_at <= s.at and (l.cancelled_at is null or l.cancelled_at > s.at)`;

/** The customer `c` as it was in the stretch `s`, with its pauses `p`: of which the deadline is computed. */
export const situationThen = ({ timeZone, counts }: Pick<Replay, "timeZone" | "counts">): Situation => ({
  ...{ ownerId: sql`s.user_id`, heldSince: sql`s.started_at`, qualifiedAt: sql`s.qualified_at` },
  ...{ wonAt: sql`s.deal_at`, lastDealAt: sql`s.last_deal_at`, lastFollowUpAt: sql`s.follow_up_at` },
  ...{ followUpsSinceProgress: sinceProgress(counts), protectedUntil: sql`p.protected_until`, begins: false },
  ...{ ownerCount: sql`c.owner_count`, overCapSince: NONE },
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
    over_cap: NONE,
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
export function mayTake(rule: ReturnRule, replay: Replay, stop: SQL): SQL {
  const asked = askedAt(replay.rules.known, situationThen(replay), sql`s.at`);
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

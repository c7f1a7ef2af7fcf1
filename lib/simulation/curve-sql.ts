import { type SQL, sql } from "drizzle-orm";
import { compileCondition } from "@/lib/conditions/compile";
import type { SpanUnit } from "@/lib/conditions/schema";
import { spanEnd } from "@/lib/conditions/spans";
import { concerns, startOf } from "@/lib/deadlines/clock-steps";
import { askedAt } from "@/lib/deadlines/situation";
import type { ReturnRule } from "@/lib/policies/return-rule";
import { instant } from "@/lib/sql-values";
import { BREAKS_KNOWN } from "./breaks-sql";
import { customerThen } from "./facts-sql";
import { askedIn, type Replay } from "./replay";
import { hitsSql } from "./replay-sql";
import { afterwards, mayTake, segmentsOf, situationThen, tenuresOf } from "./segments-sql";

/** A rule whose clock is tried at many lengths; the replay holds it too, at the shortest. */
export type Tried = { replay: Replay; rule: ReturnRule; others: Replay; step: number; most: number };

/** A guess at how many whole units lie between two instants; it is at most one too many or too few. */
function guess(unit: SpanUnit, from: SQL, to: SQL, zone: SQL): SQL {
  const local = (at: SQL) => sql`(${at} at time zone ${zone})`;
  if (unit === "hours") return sql`floor(extract(epoch from ${to} - ${from}) / 3600)::int`;
  if (unit === "days") return sql`floor(extract(epoch from ${local(to)} - ${local(from)}) / 86400)::int`;
  const ordinal = (at: SQL) =>
    sql`(select counted.ordinal from working_days counted where counted.day = ${local(at)}::date)`;
  return sql`(${ordinal(to)} - ${ordinal(from)})`;
}

/** The longest clock from `k.f` that has run out at an instant, the pauses left out; none is 0. */
function longest(name: "early" | "late", unit: SpanUnit, zone: SQL): { guessed: SQL; exact: SQL } {
  const to = sql.raw(`k.${name}_at`);
  const n = sql.raw(`k.${name}_n`);
  const end = (more: number) => spanEnd(sql`k.f`, { amount: sql`(${n} + ${more}::int)`, unit }, zone);
  return {
    guessed: guess(unit, sql`k.f`, to, zone),
    exact: sql`case when ${to} < k.f then 0 when ${end(1)} <= ${to} then ${n} + 1 when ${end(0)} <= ${to} then ${n} else greatest(${n} - 1, 0) end`,
  };
}

/** An instant as the clock from `k.f` sees it: earlier by as long as it stood still until then. */
const unpaused = (at: SQL): SQL => sql`
  case when k.pauses is null then ${at} else ${at} - make_interval(secs => coalesce((
    select extract(epoch from sum(upper(g) - lower(g)))::float8 from unnest(k.pauses * tstzmultirange(tstzrange(least(k.f, ${at}), ${at}))) g), 0)) end`;

/**
 * The stretches `k` in which the rule concerns the customer: `f` from when its clock runs, `floor_at` before which it takes
 * nothing, `stop` after which another rule has. Between `early` and `late` lie the lengths at which the clock itself decides;
 * up to `early` it has run out before. Longer ones than `below` have been left over by the stretches before. `offset 0` keeps
 * each step from being computed over and over.
 */
function reached({ replay, rule, others }: Tried): SQL {
  const zone = sql`${replay.timeZone}::text`;
  const { unit } = rule.clock.span;
  const situation = situationThen(replay);
  const before = sql`${instant(replay.from)} - interval '1 microsecond'`;
  const [early, late] = [longest("early", unit, zone), longest("late", unit, zone)];
  return sql`
    others as materialized (${hitsSql(others)}),
    o as materialized (select x.tenure_id, x.at, case when x.at >= ${instant(replay.from)} then 1 else 0 end as counted,
        extract(epoch from greatest(coalesce(least(w.at, v.at), t.left_at), x.at) - x.at)::float8 as idle, coalesce(v.deals, 0) as deals, coalesce(v.value, 0) as value
      from others x join t on t.id = x.tenure_id ${afterwards(replay, sql`others`)}),
    concerned as (
      select s.tenure_id, s.customer_id, s.at, s.ends, least(s.ends, o.at) as stop, ${startOf(rule.clock.since, situation)} as f,
        greatest(s.at, p.protected_until) as floor_at, p.pauses
      from s left join o on o.tenure_id = s.tenure_id ${customerThen(askedIn(replay))} ${BREAKS_KNOWN}
      where s.at <= coalesce(o.at, s.at) and ${mayTake(rule, replay, sql`least(s.ends, o.at)`)}
        and ${compileCondition(concerns(rule), askedAt(replay.rules.known, situation, sql`s.at`))}),
    placed as (
      select k.*, ${unpaused(sql`case when k.floor_at < ${instant(replay.from)} then least(k.stop, ${before}) else k.floor_at end`)} as early_at,
        ${unpaused(sql`k.stop`)} as late_at
      from concerned k where k.f is not null and k.floor_at <= k.stop offset 0),
    guessed as (select k.*, ${early.guessed} as early_n, ${late.guessed} as late_n from placed k offset 0),
    exact as (select k.*, ${early.exact} as early, ${late.exact} as late from guessed k offset 0),
    k as materialized (
      select k.*, coalesce(max(k.late) over (partition by k.tenure_id order by k.at rows between unbounded preceding and 1 preceding), 0) as below
      from exact k)`;
}

/**
 * What a rule takes at each length of its clock beyond what the other rules take anyway: for every `length` the differences
 * in `reclaimed`, `idle` seconds, `deals` and `value`; and as `length` 0 what the other rules take alone.
 */
export function curveSql(tried: Tried): SQL {
  const { replay, rule, step, most } = tried;
  const zone = sql`${replay.timeZone}::text`;
  const end = spanEnd(sql`x.f`, { amount: sql`g.n`, unit: rule.clock.span.unit }, zone);
  const due = sql`case when x.pauses is null then ${end} else past_pauses(x.f, ${end}, x.pauses) end`;
  return sql`
    with ${tenuresOf(replay)}, ${segmentsOf(replay)}, ${reached(tried)},
    x as materialized (
      select x.*, o.counted as o_counted, o.idle as o_idle, o.deals as o_deals, o.value as o_value, coalesce(v.deals, 0) as deals, coalesce(v.value, 0) as value,
        coalesce(least(w.at, v.at), t.left_at) as idle_until
      from k x join t on t.id = x.tenure_id left join o on o.tenure_id = x.tenure_id ${afterwards(replay, sql`(select * from k where late > below)`)} where x.late > x.below),
    each as (
      select g.n, case when g.n <= x.early then x.floor_at else ${due} end as hit_at, x.idle_until, x.deals, x.value,
        coalesce(x.o_counted, 0) as o_counted, coalesce(x.o_idle, 0) as o_idle, coalesce(x.o_deals, 0) as o_deals, coalesce(x.o_value, 0) as o_value
      from x cross join lateral generate_series((x.below / ${step}::int + 1) * ${step}::int, least(x.late, ${most}::int), ${step}::int) g(n) offset 0)
    select 0 as length, coalesce(sum(counted), 0) as reclaimed, coalesce(sum(idle * counted), 0) as idle, coalesce(sum(deals * counted), 0) as deals,
      coalesce(sum(value * counted), 0) as value from o
    union all
    select n, sum(c.counted - o_counted), sum(c.counted * extract(epoch from greatest(idle_until, hit_at) - hit_at)::float8 - o_counted * o_idle),
      sum(c.counted * deals - o_counted * o_deals), sum(c.counted * value - o_counted * o_value)
    from each cross join lateral (select case when hit_at >= ${instant(replay.from)} then 1 else 0 end as counted) c group by n`;
}

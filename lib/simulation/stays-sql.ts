import { type SQL, sql } from "drizzle-orm";
import { isShort, SPARED_UNTIL } from "@/lib/clean-up/clean-up-sql";
import { compileCondition, switchesOf } from "@/lib/conditions/compile";
import type { Known } from "@/lib/conditions/known-fields";
import { spanEnd } from "@/lib/conditions/spans";
import { askedAt, type Situation } from "@/lib/deadlines/situation";
import { PUTS_BACK, UNMADE } from "@/lib/ledger/unmade-sql";
import type { PoolRule } from "@/lib/policies/pool-rule";
import { instant, texts } from "@/lib/sql-values";
import { HOUR } from "@/lib/time";
import { type Asked, editsThatCount } from "./asked";
import { customerThen } from "./facts-sql";
import { asksFamily, latestOfMerged } from "./family-then";

/** The stays of a pool that are replayed, under these rules as if they had always been in force. */
export type StayReplay = {
  poolId: string;
  rules: readonly PoolRule[];
  known: Known;
  asked: Asked;
  timeZone: string;
  from: Date;
  until: Date;
  /** Whether the follow-up `f` is one for any clock. */
  counts: SQL;
};

/** How long a customer has to stay at least before any of the rules can take it, in milliseconds. */
const shortest = (rules: readonly PoolRule[]): number =>
  Math.min(
    ...rules.map(
      ({ stay: { amount, unit } }) => (unit === "hours" ? amount : Math.max(0, amount * 24 - 2)) * HOUR,
    ),
  );

/**
 * The stays `y` in the pool that ran in the period, with what ended each: `next_at` and `next_kind`. A claim that was
 * undone goes on with the stay before it: `pooled_at` is when that began.
 */
const staysOf = ({ poolId, from, until }: StayReplay): SQL => sql`
  v as (
    select e.customer_id, e.version as start_version, e.at as began, e.to_state, e.to_pool_id, ${SPARED_UNTIL} as spared_until,
      lead(e.at) over w as next_at, lead(e.kind) over w as next_kind, lead(e.rule) over w as next_rule,
      max(case when e.to_state = 'pooled' and e.kind not in ${UNMADE} and e.kind not in ${PUTS_BACK} then e.at end) over w as pooled_at
    from events e where e.at <= ${instant(until)} and e.customer_id in (
      select o.customer_id from events o where o.to_pool_id = ${poolId}::uuid and o.to_state = 'pooled') window w as (partition by e.customer_id order by e.version)),
  y as materialized (
    select v.*, least(v.next_at, ${instant(until)}) as stops_at from v
    where v.to_state = 'pooled' and v.to_pool_id = ${poolId}::uuid and coalesce(v.next_at, ${instant(until)}) >= ${instant(from)})`;

/**
 * The stretches `s` of the stays that are long enough, cut where an edit or a merge may change an answer; the last may be
 * the very instant at which the stay ended.
 */
function stretchesOf({ rules, asked }: StayReplay): SQL {
  const long = sql`(select * from y where y.stops_at >= y.pooled_at + ${shortest(rules) / 1000}::float8 * interval '1 second') y`;
  const edited = editsThatCount(asked);
  const edits =
    edited.length > 0
      ? sql`union select y.customer_id, y.start_version, e.at from ${long} join edits e on e.customer_id = y.customer_id
          and e.at > y.began and e.at <= y.stops_at and e.changes ?| ${texts(edited)}`
      : sql``;
  const merges = asksFamily(asked)
    ? sql`union select y.customer_id, y.start_version, b.at from ${long} join merges g on g.keep_id = y.customer_id
          cross join lateral (values (g.merged_at), (g.undone_at)) b(at) where b.at > y.began and b.at <= y.stops_at`
    : sql``;
  return sql`
    cuts as (select y.customer_id, y.start_version, y.began as at from ${long} ${edits} ${merges}),
    s as materialized (
      select y.customer_id, y.start_version, y.pooled_at, y.spared_until, c.at, coalesce(lead(c.at) over (partition by y.customer_id, y.start_version order by c.at), y.stops_at) as ends
      from cuts c join y using (customer_id, start_version))`;
}

const NOBODY = sql`null::timestamptz`;
const last = (table: SQL): SQL =>
  sql`greatest((select max(f.at) from ${table} where f.customer_id = s.customer_id and f.at <= s.at),
    ${latestOfMerged(sql`s.customer_id`, sql`s.at`, table)})`;

/** The customer `c` as it lay in the pool in the stretch `s`: in nobody's hands. */
const pooledThen = ({ timeZone, counts }: StayReplay): Situation => ({
  ...{
    ownerId: sql`null::uuid`,
    heldSince: NOBODY,
    qualifiedAt: NOBODY,
    wonAt: NOBODY,
    overCapSince: NOBODY,
  },
  lastDealAt: last(sql`deals f`),
  lastFollowUpAt: last(sql`(select f.customer_id, f.at from follow_ups f where ${counts}) f`),
  ...{
    followUpsSinceProgress: sql`0`,
    ownerCount: sql`c.owner_count`,
    protectedUntil: NOBODY,
    begins: false,
  },
  ...{ timeZone: sql`${timeZone}::text`, now: sql`s.at`, pauses: sql`null::tstzmultirange` },
});

/** The first instant in the stretch at which the rule takes the customer: from the end of the stay on, and once it concerns it. */
function takenAt(rule: PoolRule, replay: StayReplay): SQL {
  const condition = { all: [rule.when, { not: rule.except }] };
  const situation = pooledThen(replay);
  const spared = isShort(rule) ? sql`s.spared_until, ` : sql``;
  const end = sql`greatest(s.at, ${spared}${spanEnd(sql`s.pooled_at`, rule.stay, situation.timeZone)})`;
  const switches = switchesOf(condition, askedAt(replay.known, situation, sql`s.at`));
  const asked = askedAt(replay.known, situation, sql`i.t`);
  return sql`(select min(i.t) from unnest(array[${sql.join([end, ...switches], sql`, `)}]::timestamptz[]) i(t)
    where i.t >= ${end} and i.t <= s.ends and ${compileCondition(condition, asked)})`;
}

/**
 * `y` the stays, and `hits` the end that the rules would have made of each in the period: by which `rule` and when, of
 * rules at one instant the first in their order.
 */
export function staysSql(replay: StayReplay): SQL {
  const values = replay.rules.map(
    (rule, place) => sql`(${place}::int, ${rule.id}::text, ${takenAt(rule, replay)})`,
  );
  return sql`
    ${staysOf(replay)}, ${stretchesOf(replay)},
    hits as materialized (
      select x.* from (
        select distinct on (s.customer_id, s.start_version) s.customer_id, s.start_version, s.pooled_at, r.rule, r.at
        from s ${customerThen(replay.asked)} cross join lateral (values ${sql.join(values, sql`, `)}) r(place, rule, at)
        where r.at is not null order by s.customer_id, s.start_version, r.at, r.place) x
      where x.at >= ${instant(replay.from)})`;
}

const TAKEN = sql`y.next_kind in ('claimed', 'assigned')`;
const EXAMPLES = 10;

/** One statement that answers a replay of stays as JSON: `totals`, `by_rule`, `examples`. */
export const measureStaysSql = (replay: StayReplay): SQL => sql`
  with ${staysSql(replay)},
  h as materialized (
    select x.*, y.next_at, y.next_kind, d.deals, d.value from hits x join y using (customer_id, start_version)
    left join (
      select n.customer_id, n.start_version, count(*) as deals, coalesce(sum(d.amount) filter (where d.currency = (select currency from organizations limit 1)), 0) as value
      from deals d join tenures n on n.id = d.tenure_id where d.at >= ${instant(replay.from)} group by n.customer_id, n.start_version) d
    on ${TAKEN} and d.customer_id = y.customer_id and d.start_version = y.start_version + 1)
  select (select to_json(r) from (
      select (select count(*) from y) as stays,
        (select count(*) from y where y.next_kind in ('invalidated', 'moved') and y.next_rule is not null and y.next_at >= ${instant(replay.from)}) as really,
        count(*) as ended, count(*) filter (where y.next_kind in ('claimed', 'assigned')) as taken, coalesce(sum(y.deals), 0) as deals, coalesce(sum(y.value), 0) as value from h y) r) as totals,
    (select coalesce(json_agg(r), '[]') from (select h.rule, count(*) as n from h group by h.rule) r) as by_rule,
    (select coalesce(json_agg(r), '[]') from (
      select h.customer_id, c.name, h.rule, h.at, h.pooled_at, h.next_at, h.next_kind, h.deals, h.value from h join customers c on c.id = h.customer_id
      order by coalesce(h.deals, 0) = 0, h.next_kind not in ('claimed', 'assigned'), h.at desc, h.customer_id limit ${sql.raw(String(EXAMPLES))}) r) as examples`;

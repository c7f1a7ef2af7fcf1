import { type SQL, sql } from "drizzle-orm";
import { instant, instants } from "@/lib/sql-values";
import { leftWithOwnerSql } from "./leavers-sql";
import type { Replay, Tenures } from "./replay";
import { replaySql } from "./replay-sql";
import { tenuresOf } from "./segments-sql";

const EXAMPLES = 20;

const rows = (query: SQL): SQL => sql`(select coalesce(json_agg(r), '[]') from (${query}) r)`;

/** Given back by hand, and not by a rule. */
const BY_HAND = sql`t.end_kind in ('released', 'departed')`;

const numberOf = (at: SQL, bounds: readonly Date[]): SQL => sql`width_bucket(${at}, ${instants(bounds)}) - 1`;

/** How many customers each had on average in each stretch of the period, from 0; `gone` is when the tenure ended. */
function loadOf(bounds: readonly Date[], gone: SQL, from: SQL): SQL {
  const bound = (n: SQL) => sql`(${instants(bounds)})[${n}]`;
  const [begins, ends] = [bound(sql`g.n + 1`), bound(sql`g.n + 2`)];
  return sql`
    select l.user_id, l.n, l.held / extract(epoch from ${bound(sql`l.n + 2`)} - ${bound(sql`l.n + 1`)}) as held from (
      select t.user_id, g.n, sum(extract(epoch from least(${gone}, ${ends}) - greatest(t.started_at, ${begins}))) as held from ${from}
      cross join lateral generate_series(greatest(${numberOf(sql`t.started_at`, bounds)}, 0), least(${numberOf(gone, bounds)}, ${bounds.length - 2}::int)) g(n)
      where ${gone} > ${begins} group by t.user_id, g.n) l`;
}
const totals = ({ from }: Replay): SQL => sql`
  select (select count(*) from t) - count(*) filter (where x.at < ${instant(from)}) as tenures,
    count(*) filter (where x.at < ${instant(from)}) as gone_before,
    (select count(*) from t left join hits g on g.tenure_id = t.id
      where g.tenure_id is null and ${BY_HAND} and t.ended_at <= t.stops_at) as by_hand,
    (select count(*) from t left join hits g on g.tenure_id = t.id
      where g.tenure_id is null and t.end_kind = 'reclaimed' and t.ended_at <= t.stops_at) as cut_short,
    (select count(*) from h) as reclaimed, (select coalesce(sum(idle), 0) from h) as idle,
    (select coalesce(sum(deals), 0) from h) as deals, (select coalesce(sum(value), 0) from h) as value
  from hits x`;

const PEOPLE = sql`
  select h.user_id, count(*) as reclaimed, sum(h.idle) as idle, sum(h.deals) as deals, sum(h.value) as value from h group by h.user_id`;

/** Those that a deal followed come first, the largest first, then those that lay longest; one of a customer. */
const BEST = sql`
  select h.customer_id, c.name, h.user_id, u.name as user_name, h.rule, h.at, h.from_at, h.deal_at, h.deals, h.value,
    least(h.worked_at, h.deal_at) as worked_at, h.ended_at, h.end_kind, h.idle
  from (select h.* from (select distinct on (h.customer_id) h.* from h order by h.customer_id, h.value desc, h.idle desc) h
    order by h.deals = 0, h.value desc, h.idle desc, h.customer_id limit ${sql.raw(String(EXAMPLES))}) h
  join customers c on c.id = h.customer_id join users u on u.id = h.user_id
  order by h.deals = 0, h.value desc, h.idle desc, h.customer_id`;

/** One statement that answers a replay as JSON: `totals`, `by_rule`, `by_step`, `people`, `left_with_owner`; and if asked in full, `load` and `examples`. */
export function measureSql(replay: Replay, bounds: readonly Date[], inFull: boolean): SQL {
  const gone = sql`least(x.at, t.left_at)`;
  const full = (query: SQL): SQL => (inFull ? rows(query) : sql`'[]'::json`);
  return sql`
    with ${replaySql(replay)}
    select (select to_json(r) from (${totals(replay)}) r) as totals,
      ${rows(sql`select h.rule, count(*) as reclaimed from h group by h.rule`)} as by_rule,
      ${rows(sql`select ${numberOf(sql`h.at`, bounds)} as n, count(*) as reclaimed from h group by 1`)} as by_step,
      ${rows(PEOPLE)} as people,
      ${rows(sql`select l.rule, count(*) as n from (${leftWithOwnerSql(replay)}) l group by l.rule`)} as left_with_owner,
      ${full(loadOf(bounds, gone, sql`t left join hits x on x.tenure_id = t.id`))} as load, ${full(BEST)} as examples`;
}

/** What really happened in the period: `totals`, `by_step`, `people` with their names, `load`; and the deals in all. */
export const realSql = (replay: Tenures, bounds: readonly Date[]): SQL => sql`
  with ${tenuresOf(replay)}, r as materialized (select * from t where t.end_kind = 'reclaimed' and t.ended_at <= t.stops_at)
  select (select to_json(o) from (select (select count(*) from t) as tenures, (select count(*) from r) as reclaimed,
      (select count(*) from t where ${BY_HAND} and t.ended_at <= t.stops_at) as by_hand, count(*) as deals,
      (select count(*) from users u where u.holding_cap is not null and u.id in (select t.user_id from t)) as own_caps,
      coalesce(sum(d.amount) filter (where d.currency = g.currency), 0) as value, g.currency
    from (select currency from organizations limit 1) g left join (deals d join t on t.id = d.tenure_id and d.at >= ${instant(replay.from)}) on true
    group by g.currency) o) as totals,
    ${rows(sql`select ${numberOf(sql`r.ended_at`, bounds)} as n, count(*) as reclaimed from r group by 1`)} as by_step,
    ${rows(sql`select t.user_id, u.name, count(r.id) as reclaimed from t join users u on u.id = t.user_id left join r on r.id = t.id group by 1, 2`)} as people,
    ${rows(loadOf(bounds, sql`t.left_at`, sql`t`))} as load`;

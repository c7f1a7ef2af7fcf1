import { sql } from "drizzle-orm";

/*
 * Parts of the statement that changes the stays: `put` are the stays as they are told now, `before` the same ones as
 * they were told until now. What the cohorts show is changed by the difference of the two, so it always equals what
 * counting all stays anew would give, and costs only what changed.
 */

const cells = (from: "put" | "before", sign: 1 | -1) => sql`
  select 'entered' as cohort, entered_on as day_on, pool_id, taker_id, source, fate, followed, ${sql.raw(String(sign))} as n
  from ${sql.raw(from)}
  union all
  select 'taken', left_on, pool_id, taker_id, source, fate, followed, ${sql.raw(String(sign))}
  from ${sql.raw(from)} where left_measure in ('claimed', 'assigned')`;

/** By how much each cell of the cohorts changes, in total and by taker. */
const changes = sql`
  select row_number() over () as number, grouping(taker_id) = 1 as is_total, cohort, day_on, pool_id, taker_id, source, fate, followed, sum(n)::int as n
  from (${cells("put", 1)} union all ${cells("before", -1)}) c
  group by grouping sets ((cohort, day_on, pool_id, source, fate, followed),
    (cohort, day_on, pool_id, source, fate, followed, taker_id))
  having sum(n) <> 0 and (grouping(taker_id) = 1 or taker_id is not null)`;

const same = sql`f.cohort = c.cohort and f.day_on = c.day_on and f.pool_id = c.pool_id and f.source = c.source
  and f.fate = c.fate and f.followed = c.followed`;

/** Changes the cohorts by the difference between the stays `put` and `before`. */
export const changeFlows = sql`
  changes as materialized (${changes}),
  there as materialized (
    select c.number, f.ctid as place, f.count + c.n as count from changes c join stats_flows f on f.is_total and ${same} where c.is_total
    union all
    select c.number, f.ctid, f.count + c.n from changes c
    join stats_flows f on not f.is_total and f.taker_id = c.taker_id and ${same} where not c.is_total),
  emptied as (delete from stats_flows f using there where f.ctid = there.place and there.count = 0),
  kept as (update stats_flows f set count = there.count from there where f.ctid = there.place and there.count > 0),
  added as (
    insert into stats_flows (is_total, cohort, day_on, pool_id, taker_id, source, fate, followed, count)
    select is_total, cohort, day_on, pool_id, taker_id, source, fate, followed, n from changes c
    where not exists (select from there where there.number = c.number))`;

/** Changes by the same difference how many customers of a pool have come back how often. */
export const changeBounces = sql`
  bounced as (
    insert into stats_bounces as b (pool_id, bounce_count, customer_count)
    select pool_id, bounce_count, sum(n) from (
      select pool_id, bounce_count, 1 as n from put where is_latest
      union all select pool_id, bounce_count, -1 from before where is_latest) c
    group by pool_id, bounce_count having sum(n) <> 0
    on conflict (pool_id, bounce_count) do update set customer_count = b.customer_count + excluded.customer_count)`;

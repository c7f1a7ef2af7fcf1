import { type SQL, sql } from "drizzle-orm";
import type { Invariant } from "./audit-types";
import { isPutBack, PUTS_BACK, UNMADE } from "./unmade-sql";

/** The zone whose days counted when the event was decided. */
const zone = (event: SQL) =>
  sql`coalesce(${event}.facts->>'timeZone', (select time_zone from organizations limit 1))`;

/** The deals that the tenure had which the event `e` interrupts or lets go on. */
const dealsThen = sql`select from tenures w join deals wd on wd.tenure_id = w.id where w.customer_id = e.customer_id
  and w.start_version < e.version and coalesce(w.end_version > e.version, true) and wd.at <= e.at`;

/**
 * Whoever gained a customer was within the cap that the event names. The steps of a person in a pool are in the order
 * in which they were written, which is the order of his lock; a won tenure stops counting where the policy says so.
 */
const holdingCap = sql`
  with ledger as (
    select e.seq, e.to_owner_id as user_id, e.to_pool_id as pool_id, e.at, 1 as held,
      case when e.kind in ${PUTS_BACK} and exists (${dealsThen}) then 1 else 0 end as won, e.facts->>'cap' as cap,
      coalesce((p.document->'won'->>'countsTowardsCap')::boolean, false) as counts_won
    from events e left join policies p on p.id = e.policy_id
    where e.to_owner_id is not null and e.from_owner_id is distinct from e.to_owner_id
    union all
    select e.seq, e.from_owner_id, e.from_pool_id, e.at, -1,
      -(case when d.tenure_id is not null or ${isPutBack(sql`e`)} and exists (${dealsThen}) then 1 else 0 end), null, null
    from events e
    left join tenures t on t.customer_id = e.customer_id and t.end_version = e.version
    left join (select distinct tenure_id from deals) d on d.tenure_id = t.id
    where e.from_owner_id is not null and e.from_owner_id is distinct from e.to_owner_id),
  ordered as (
    select *, max(at) over (partition by user_id, pool_id order by seq) as place, 1 as rank from ledger
    union all
    select null, t.user_id, t.pool_id, min(d.at), 0, 1, null, null, min(d.at), 0
    from deals d join tenures t on t.id = d.tenure_id group by t.id, t.user_id, t.pool_id),
  counted as (
    select *, sum(held) over w as held_now, sum(won) over w as won_now from ordered
    window w as (partition by user_id, pool_id order by place, rank, seq rows unbounded preceding))
  select seq, user_id, pool_id, at, held_now, won_now, cap from counted
  where held = 1 and cap is not null and held_now - (case when counts_won then 0 else won_now end) > cap::int`;

/** Claims of one person in one pool within a day or a week; an undone claim gives its place back from then on. */
const claimLimit = (limit: SQL, period: SQL) => sql`
  with claims as (
    select e.seq, e.customer_id, e.to_owner_id as user_id, e.to_pool_id as pool_id, e.at, ${zone(sql`e`)} as zone,
      (p.document->'claimLimits'->>${limit})::int as most, t.end_version, t.end_kind
    from events e join policies p on p.id = e.policy_id
    left join tenures t on t.customer_id = e.customer_id and t.start_version = e.version
    where e.kind = 'claimed'),
  steps as (
    select c.*, date_trunc(${period}, c.at at time zone c.zone) as period, 1 as claimed from claims c
    union all
    select u.seq, c.customer_id, c.user_id, c.pool_id, c.at, c.zone, null, null, null, date_trunc(${period}, c.at at time zone c.zone), -1
    from claims c join events u on u.customer_id = c.customer_id and u.version = c.end_version where c.end_kind = 'claim_undone'),
  counted as (
    select *, sum(claimed) over (partition by user_id, pool_id, zone, period order by seq rows unbounded preceding) as made from steps)
  select seq, customer_id, user_id, pool_id, at, period, made, most from counted where claimed = 1 and most is not null and made > most`;

/**
 * No former owner claims a customer again, or gets it by a rule, before his cool-down is over: that of the rule by which it was last taken from
 * him where that rule has its own, else the policy's. Of the two instants that a clock set back shows
 * alike the earlier one counts.
 */
const coolDown = sql`
  with lost as (
    select e.seq, e.customer_id, e.to_owner_id as user_id, e.at, ${zone(sql`e`)} as zone, loss.at as lost_at,
      coalesce(case when loss.kind = 'reclaimed' then (select (r.value->>'coolDownDays')::int from policies lp
        cross join lateral jsonb_array_elements(lp.document->'returnRules') r
        where lp.id = loss.policy_id and r.value->>'id' = loss.rule) end, (p.document->>'coolDownDays')::int) as days
    from events e join policies p on p.id = e.policy_id
    cross join lateral (select l.at, l.kind, l.policy_id, l.rule from events l
      where l.customer_id = e.customer_id and l.version < e.version and l.from_owner_id = e.to_owner_id
        and l.to_owner_id is distinct from l.from_owner_id and l.kind not in ${UNMADE} and not ${isPutBack(sql`l`)} order by l.at desc, l.version desc limit 1) loss
    where e.kind = 'claimed' or e.kind = 'assigned' and e.rule is not null),
  cooling as (
    select *, ((lost_at at time zone zone) + days * interval '1 day') as wall from lost where days > 0)
  select seq, customer_id, user_id, at, lost_at, days from cooling
  where at < case when ((wall at time zone zone) - interval '1 hour') at time zone zone = wall
    then (wall at time zone zone) - interval '1 hour' else wall at time zone zone end`;

/** Nobody has had more than the rules of the time allowed him. */
export const QUOTA_INVARIANTS: readonly Invariant[] = [
  { name: "holding_cap", id: "I9", query: holdingCap },
  { name: "daily_limit", id: "I10", query: claimLimit(sql`'perDay'`, sql`'day'`) },
  { name: "weekly_limit", id: "I10", query: claimLimit(sql`'perWeek'`, sql`'week'`) },
  { name: "cool_down", id: "I11", query: coolDown },
];

import { sql } from "drizzle-orm";
import type { Invariant } from "./audit-types";

/** The rule of an event, in the document of the policy that it names. */
const RULE = sql`(select r.value from policies p cross join lateral jsonb_array_elements(p.document->'returnRules') r
  where p.id = e.policy_id and r.value->>'id' = e.rule)`;

/** What a rule says that leaves won customers alone. */
const NOT_WON = sql`'{"field": "won", "op": "is", "flag": false}'::jsonb`;

/** No protected customer has ever been reclaimed, and no won one by a rule that leaves them alone. */
const exemptNotReclaimed = sql`
  select e.seq, e.customer_id, e.at, e.protected_before, e.won from (
    select e.*, lag(e.protected_until) over (partition by e.customer_id order by e.version) as protected_before,
      exists (select from tenures t join deals d on d.tenure_id = t.id where t.customer_id = e.customer_id and t.end_version = e.version) as won
    from events e) e
  where e.kind = 'reclaimed' and (e.protected_before > e.at
    or e.won and (${RULE}->'when' @> ${NOT_WON} or ${RULE}#>'{when,all}' @> jsonb_build_array(${NOT_WON})))`;

/** When the clock of the rule can have run out at the earliest; an hour or two is what a clock change may take from it. */
const CLOCK_END = sql`f.due_from + case r.rule#>>'{clock,span,unit}'
  when 'hours' then (r.rule#>>'{clock,span,amount}')::int * interval '1 hour'
  else (r.rule#>>'{clock,span,amount}')::int * interval '1 day' - interval '2 hours' end`;

/** From when the clock of the rule ran; of the facts that are not stored with the event only that it began in the tenure. */
const CLOCK_START = sql`case r.rule#>>'{clock,since}' when 'claimed' then f.held_since
  when 'qualifying_follow_up' then coalesce(f.qualified_at, f.held_since)
  when 'deal' then greatest(f.last_deal_at, f.held_since) else greatest(f.due_from, f.held_since) end`;

/**
 * Every reclaim was just: the facts in its event are those of the tenure, and from them and the policy that it names
 * follow the rule and a deadline that had passed.
 */
const reclaimFacts = sql`
  select e.seq, e.customer_id, e.at, e.rule, e.facts from events e
  left join tenures t on t.customer_id = e.customer_id and t.end_version = e.version
  left join policies p on p.id = e.policy_id
  cross join lateral (select ${RULE} as rule) r
  cross join lateral (select (e.facts->>'dueAt')::timestamptz as due_at, (e.facts->>'dueFrom')::timestamptz as due_from,
    (e.facts->>'heldSince')::timestamptz as held_since, (e.facts->>'qualifiedAt')::timestamptz as qualified_at,
    (e.facts->>'lastDealAt')::timestamptz as last_deal_at) f
  left join lateral (select fu.at from follow_ups fu where fu.tenure_id = t.id and fu.qualifies order by fu.seq desc limit 1) q on true
  where e.kind = 'reclaimed' and (
    t.id is null or p.id is null or r.rule is null or p.pool_id <> e.from_pool_id or f.due_at is null or f.due_at > e.at
    or f.held_since is distinct from t.started_at or f.qualified_at is distinct from q.at
    or ${CLOCK_END} is null or f.due_at < ${CLOCK_END}
    or f.due_from is distinct from ${CLOCK_START}
    or (e.rule = 'first_contact' and f.qualified_at is not null))`;

/** A reminder comes to the one who holds the customer, before its deadline, at most once for each stage of the ladder. */
const remindersOnce = sql`
  select n.id, n.user_id, n.customer_id, n.at, n.params from (
    select n.*, count(*) over (partition by n.user_id, n.customer_id, n.params->>'dueAt') as told,
      (select max(jsonb_array_length(r.value->'reminders')) from customers c join policies p on p.pool_id = c.pool_id
        cross join lateral jsonb_array_elements(p.document->'returnRules') r
        where c.id = n.customer_id) as stages
    from notifications n where n.kind = 'deadline_near') n
  where n.told > n.stages or n.at >= (n.params->>'dueAt')::timestamptz
    or not n.params ? 'owner' and not exists (select from tenures t where t.customer_id = n.customer_id and t.user_id = n.user_id
      and t.started_at <= n.at and (t.ended_at is null or t.ended_at >= n.at - interval '1 minute'))`;

/** Every reclaim says how often its owner was reminded of that deadline, as he was; and of a reminder that is missing, why. */
const reclaimReminded = sql`
  select e.seq, e.customer_id, e.at, e.facts, n.told from events e
  cross join lateral (select ${RULE} as rule) r
  cross join lateral (select (e.facts->>'reminded')::int as reminded, e.facts->>'unreminded' as unreminded,
    (e.facts->>'unsentFrom')::timestamptz as unsent_from, (e.facts->>'dueAt')::timestamptz as due_at) f
  cross join lateral (select count(*) as told from notifications n where n.user_id = e.from_owner_id and n.customer_id = e.customer_id
    and n.kind = 'deadline_near' and (n.params->>'dueAt')::timestamptz = date_trunc('milliseconds', f.due_at)
    and n.at between (e.facts->>'heldSince')::timestamptz and e.at) n
  where e.kind = 'reclaimed' and (f.reminded is distinct from n.told
    or case f.unreminded when 'not_sent' then f.unsent_from is null or f.unsent_from > e.at or f.unsent_from >= f.due_at
      when 'none_set' then f.reminded <> 0 or jsonb_array_length(r.rule->'reminders') <> 0
      when 'too_late' then f.reminded <> 0 or jsonb_array_length(r.rule->'reminders') = 0
      else f.unreminded is not null or f.unsent_from is not null or f.reminded = 0 end)`;

/**
 * Follow-ups, deals and protections are of their tenure and within its time, and its counts are theirs. A minute is what
 * the clocks of two servers may differ by.
 */
const activityBelongs = sql`
  select a.what, a.id, a.customer_id, a.tenure_id, a.at, t.started_at, t.ended_at from (
    select 'follow_up' as what, id, customer_id, tenure_id, at from follow_ups
    union all select 'deal', id, customer_id, tenure_id, at from deals
    union all select 'protection', id, customer_id, tenure_id, from_at from protections) a
  join tenures t on t.id = a.tenure_id
  where t.customer_id <> a.customer_id or a.at < t.started_at or a.at > t.ended_at + interval '1 minute'
  union all
  select 'tenure', t.id, t.customer_id, t.id, f.first_at, t.started_at, t.ended_at from tenures t
  left join (select tenure_id, count(*) as total, min(at) filter (where qualifies) as first_at,
    (array_agg(at order by seq) filter (where qualifies))[1] as first_written from follow_ups group by tenure_id) f on f.tenure_id = t.id
  where t.follow_up_count <> coalesce(f.total, 0)
    or (t.first_contact_at is distinct from f.first_at and t.first_contact_at is distinct from f.first_written)`;

/**
 * What the clocks run from is what was logged: the last qualifying follow-up and deal of the present tenure, and the last
 * deal and what the customer did, with those that were merged into it.
 */
const activityColumns = sql`
  select c.id as customer_id, c.qualified_at, q.at as last_qualifying, c.won_at, c.last_deal_at, greatest(d.at, m.deal_at) as last_deal,
    c.activity_count, coalesce(a.n, 0) + coalesce(m.n, 0) as activities, c.last_activity_at, greatest(a.last_at, m.last_at) as last_activity from customers c
  left join tenures t on t.customer_id = c.id and t.ended_at is null
  left join lateral (select f.at from follow_ups f where f.tenure_id = t.id and f.qualifies order by f.seq desc limit 1) q on true
  left join lateral (select max(d.at) as at from deals d where d.customer_id = c.id) d on true
  left join lateral (select d.at from deals d where d.tenure_id = t.id order by d.seq desc limit 1) w on true
  left join (select customer_id, count(*) as n, max(at) as last_at from activities group by customer_id) a on a.customer_id = c.id
  left join (select merged_into_id, sum(activity_count) as n, max(last_activity_at) as last_at, max(last_deal_at) as deal_at
    from customers where merged_into_id is not null group by merged_into_id) m on m.merged_into_id = c.id
  where c.qualified_at is distinct from q.at or c.last_deal_at is distinct from greatest(d.at, m.deal_at) or c.won_at is distinct from w.at
    or c.activity_count <> coalesce(a.n, 0) + coalesce(m.n, 0) or c.last_activity_at is distinct from greatest(a.last_at, m.last_at)`;

/** The versions of a pool's rules are 1, 2, 3 and so on, each published no earlier than the one before; events name their pool's. */
const policyVersions = sql`
  select p.id as policy_id, p.pool_id, p.version, null::bigint as seq from (
    select *, row_number() over (partition by pool_id order by version) as place,
      lag(published_at) over (partition by pool_id order by version) as before_at from policies) p
  where p.version <> p.place or p.before_at > p.published_at
  union all
  select p.id, p.pool_id, p.version, e.seq from events e join policies p on p.id = e.policy_id
  where p.pool_id not in (e.to_pool_id, e.from_pool_id) and e.from_pool_id is not null
  union all
  select null, pools.id, null, null from pools where not exists (select from policies p where p.pool_id = pools.id)`;

/** Every row of a finished import is accounted for, once. */
const importsAddUp = sql`
  select i.id, i.row_count, i.created_count, i.updated_count, i.duplicate_count, i.rejected_count, r.created, r.updated, r.duplicate, r.rejected
  from imports i cross join lateral (
    select count(*) filter (where outcome = 'created') as created, count(*) filter (where outcome = 'updated') as updated,
      count(*) filter (where outcome = 'duplicate') as duplicate, count(*) filter (where outcome = 'rejected') as rejected
    from import_rows where import_id = i.id) r
  where i.state = 'finished' and (i.row_count <> i.created_count + i.updated_count + i.duplicate_count + i.rejected_count
    or i.created_count <> r.created or i.updated_count <> r.updated or i.duplicate_count <> r.duplicate or i.rejected_count <> r.rejected)`;

/** What was decided follows from the facts that are stored. */
export const FACT_INVARIANTS: readonly Invariant[] = [
  { name: "exempt_not_reclaimed", id: "I12", query: exemptNotReclaimed },
  { name: "reclaim_facts", id: "I13", query: reclaimFacts },
  { name: "reminders_once", id: "I15", query: remindersOnce },
  { name: "reclaim_reminded", id: "I15", query: reclaimReminded },
  { name: "activity_belongs", id: "I17", query: activityBelongs },
  { name: "activity_columns", id: "I13", query: activityColumns },
  { name: "policy_versions", id: "I13", query: policyVersions },
  { name: "imports_add_up", id: "I19", query: importsAddUp },
];

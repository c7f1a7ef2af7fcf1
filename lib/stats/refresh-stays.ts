import { type SQL, sql } from "drizzle-orm";
import type { TxCtx } from "@/lib/context";
import { isPutBack, PUTS_BACK, UNMADE } from "@/lib/ledger/unmade-sql";
import { changeBounces, changeFlows } from "./flow-changes";
import { begunAt } from "./holdings";
import type { Step } from "./progress";

/** The organisation's calendar day of an instant, as SQL. */
export const dayIn = (instant: SQL, timeZone: string): SQL =>
  sql`(${instant} at time zone ${timeZone})::date`;

/** Every customer of whom the step brings something new. */
const touched = ({ from, to }: Step) => sql`
  select customer_id from events where seq > ${from.events} and seq <= ${to.events}
  union select customer_id from follow_ups where seq > ${from.followUps} and seq <= ${to.followUps}
  union select customer_id from deals where seq > ${from.deals} and seq <= ${to.deals}`;

/** A customer that was merged away is one that was found to be none, until that is undone. */
const told = (kind: SQL): SQL =>
  sql`case ${kind} when 'merged' then 'invalidated' when 'merge_undone' then 'restored' else ${kind} end`;

/** The events that bring into a pool or take out of one, without the claims, reclaims and merges that were undone, each with the next two. */
const walk = sql`
  select e.customer_id, e.version, ${told(sql`e.kind`)} as kind, e.reason, e.at, e.to_state, e.to_pool_id, e.from_owner_id,
    lead(${told(sql`e.kind`)}) over w as left_kind, lead(e.at) over w as left_at, lead(e.version) over w as left_version,
    lead(e.to_owner_id) over w as taker_id, lead(${told(sql`e.kind`)}, 2) over w as back_kind, lead(e.version, 2) over w as back_version,
    count(*) filter (where e.kind in ('released', 'reclaimed', 'departed')) over (w rows unbounded preceding) as bounces
  from touched join events e using (customer_id)
  left join tenures t on t.customer_id = e.customer_id and t.start_version = e.version
  left join tenures n on e.kind = 'reclaimed' and n.customer_id = e.customer_id and n.start_version = e.version + 1
    and n.start_kind = 'reclaim_undone'
  where n.id is null and e.kind in ('created', 'claimed', 'assigned', 'released', 'reclaimed', 'departed', 'invalidated', 'restored', 'moved',
      'merged', 'merge_undone')
    and coalesce(t.end_kind, '') not in ${UNMADE} and not ${isPutBack(sql`e`)}
  window w as (partition by e.customer_id order by e.version)`;

const taken = sql`(w.left_kind in ('claimed', 'assigned'))`;

/** The stays of these customers as the ledger tells them. */
const fresh = (timeZone: string) => sql`
  select w.customer_id, w.version as entered_version, w.to_pool_id as pool_id,
    case when w.kind = 'moved' then 'moved_in' when w.kind = 'created' and w.reason = 'import' then 'imported' else w.kind end as source,
    w.from_owner_id as from_user_id, extract(epoch from w.at - (select ${begunAt} from tenures t where t.id = before.id))::int as held_seconds,
    w.bounces::smallint as bounce_count, w.at as entered_at, ${dayIn(sql`w.at`, timeZone)} as entered_on,
    case when w.left_kind = 'moved' then 'moved_out' else w.left_kind end as left_measure, ${dayIn(sql`w.left_at`, timeZone)} as left_on,
    extract(epoch from w.left_at - w.at)::int as pooled_seconds, case when ${taken} then w.taker_id end as taker_id,
    case when w.left_kind is null then 'waiting' when not ${taken} then 'gone' when after.won then 'won'
      when w.back_kind is null then 'held' when w.back_kind = 'invalidated' then 'discarded' else w.back_kind end as fate,
    coalesce(after.followed, false) as followed,
    row_number() over (partition by w.customer_id order by w.version desc) = 1 and w.left_kind is distinct from 'invalidated'
      and (not coalesce(${taken}, false) or w.back_kind is distinct from 'invalidated') as is_latest
  from walk w
  left join tenures before on before.customer_id = w.customer_id and before.end_version = w.version
  left join lateral (
    select bool_or(t.first_contact_at is not null) as followed,
      bool_or(exists (select from deals d where d.customer_id = t.customer_id and d.tenure_id = t.id)) as won
    from tenures t where ${taken} and t.customer_id = w.customer_id and t.start_version >= w.left_version
      and (w.back_version is null or t.start_version < w.back_version)) after on true
  where w.to_state = 'pooled'`;

const columns = [
  "pool_id",
  "source",
  "from_user_id",
  "held_seconds",
  "bounce_count",
  "entered_at",
  "entered_on",
  "left_measure",
  "left_on",
  "pooled_seconds",
  "taker_id",
  "fate",
  "followed",
  "is_latest",
];
const list = (prefix: string) => sql.raw(columns.map((column) => `${prefix}${column}`).join(", "));

/** The days on which the step's rows happened; where a claim, a reclaim or a merge was undone also its own, on which it no longer counts. */
const happened = ({ from, to }: Step, timeZone: string) => sql`
  select ${dayIn(sql`at`, timeZone)} as day_on from events where seq > ${from.events} and seq <= ${to.events}
  union select ${dayIn(sql`t.started_at`, timeZone)} from events e
    join tenures t on t.customer_id = e.customer_id and t.end_version = e.version
    where e.kind in ${UNMADE} and e.seq > ${from.events} and e.seq <= ${to.events}
  union select ${dayIn(sql`r.at`, timeZone)} from events e
    join events r on r.customer_id = e.customer_id and r.version = e.version - 1
    where (e.kind = 'reclaim_undone' or e.kind in ${PUTS_BACK}) and e.seq > ${from.events} and e.seq <= ${to.events}
  union select ${dayIn(sql`at`, timeZone)} from follow_ups where seq > ${from.followUps} and seq <= ${to.followUps}
  union select ${dayIn(sql`d.at`, timeZone)} from deals d
    where d.customer_id in (select customer_id from deals where seq > ${from.deals} and seq <= ${to.deals})`;

/**
 * Tells the stays of everybody the step touches anew, with what the cohorts show of them, and marks as dirty the counts
 * of the days on which something happened and the levels from the first such day on.
 */
export async function refreshStays(ctx: TxCtx, step: Step, timeZone: string): Promise<void> {
  await ctx.db.execute(sql`
    with touched as materialized (${touched(step)}),
    walk as (${walk}),
    fresh as materialized (${fresh(timeZone)}),
    put as (
      insert into stats_stays as s (customer_id, entered_version, ${list("")})
      select f.customer_id, f.entered_version, ${list("f.")} from fresh f
      on conflict (customer_id, entered_version) do update set (${list("")}) = (select ${list("excluded.")})
      where (${list("s.")}) is distinct from (${list("excluded.")})
      returning *),
    gone as (
      delete from stats_stays s using touched t where s.customer_id = t.customer_id and not exists (select from fresh f
        where f.customer_id = s.customer_id and f.entered_version = s.entered_version)
      returning s.*),
    before as (
      select o.* from put join stats_stays o on o.customer_id = put.customer_id and o.entered_version = put.entered_version
      union all select * from gone),
    ${changeFlows}, ${changeBounces}
    select from changes limit 0`);
  await ctx.db.execute(sql`delete from stats_bounces where customer_count = 0`);
  await ctx.db.execute(sql`
    with happened as materialized (${happened(step, timeZone)})
    insert into stats_dirty_days (part, day_on)
    select 'counts', day_on from happened
    union all select 'levels', min(day_on) from happened having min(day_on) is not null
    on conflict do nothing`);
}

import { sql } from "drizzle-orm";
import type { TxCtx } from "@/lib/context";
import { begunAt, firstContact, firstDeal } from "./holdings";
import { dayIn } from "./refresh-stays";

// The index finds the neighbourhood, the comparison of days decides: where clocks change, a day has no fixed bounds.
const near = (column: string, day: string) =>
  sql`${sql.raw(column)} >= ${day}::date - interval '2 days' and ${sql.raw(column)} < ${day}::date + interval '3 days'`;

/** Every single thing that counts on the day, with the duration that ended with it. */
const occurrences = (day: string, timeZone: string) => sql`
  select pool_id, from_user_id as user_id, source as measure, held_seconds as seconds from stats_stays where entered_on = ${day}
  union all
  select pool_id, taker_id, left_measure, pooled_seconds from stats_stays where left_on = ${day}
  union all
  select t.pool_id, t.user_id, case t.end_kind when 'transferred' then 'transferred' else 'discarded' end,
    extract(epoch from t.ended_at - ${begunAt})::int
  from tenures t where t.end_kind in ('transferred', 'invalidated', 'merged') and ${near("t.ended_at", day)}
    and ${dayIn(sql`t.ended_at`, timeZone)} = ${day}
  union all
  select t.pool_id, f.user_id, m.measure, null from follow_ups f join tenures t on t.id = f.tenure_id
    cross join lateral (values ('follow_up', f.counts), ('qualified', f.qualifies)) m (measure, counts)
  where m.counts and ${near("f.at", day)} and ${dayIn(sql`f.at`, timeZone)} = ${day}
  union all
  select t.pool_id, t.user_id, 'first_contact', extract(epoch from t.first_contact_at - ${begunAt})::int from tenures t
  where ${dayIn(sql`t.first_contact_at`, timeZone)} = ${day} and ${firstContact}
    and t.id in (select tenure_id from follow_ups where qualifies and ${near("at", day)})
  union all
  select t.pool_id, d.user_id, 'won', extract(epoch from d.at - ${begunAt})::int from deals d join tenures t on t.id = d.tenure_id
  where ${near("d.at", day)} and ${dayIn(sql`d.at`, timeZone)} = ${day} and ${firstDeal}`;

/** Counts everything of the day anew and takes it off the list of dirty days. */
export async function recountDay(ctx: TxCtx, day: string, timeZone: string): Promise<void> {
  await ctx.db.execute(sql`
    with cleaned as (delete from stats_dirty_days where part = 'counts' and day_on = ${day})
    delete from stats_days where is_total = any ('{true,false}') and day_on = ${day}`);
  await ctx.db.execute(sql`
    insert into stats_days (is_total, day_on, pool_id, user_id, measure, count, seconds)
    select grouping(user_id) = 1, ${day}::date, pool_id, user_id, measure, count(*),
      array_agg(seconds order by seconds) filter (where seconds is not null)
    from (${occurrences(day, timeZone)}) o group by grouping sets ((pool_id, measure), (pool_id, measure, user_id))
    having grouping(user_id) = 1 or user_id is not null`);
}

import { sql } from "drizzle-orm";
import type { TxCtx } from "@/lib/context";
import { UNMADE } from "@/lib/ledger/unmade-sql";
import { begunAt, sameHolding } from "./holdings";
import { dayIn } from "./refresh-stays";
import { IDLE_DAYS, MAX_PERIOD_DAYS } from "./rules";

const lastBy = (day: string, timeZone: string) =>
  sql`f.at < ${day}::date + interval '3 days' and ${dayIn(sql`f.at`, timeZone)} <= ${day}`;

/** When the customer of the tenure `t` was last followed up, how long it is held, and whether it is won. */
const figures = (day: string, timeZone: string) => sql`
    (select ${day}::date - ${dayIn(sql`f.at`, timeZone)} from follow_ups f where f.customer_id = t.customer_id and f.counts
      and ${lastBy(day, timeZone)} order by f.at desc limit 1) as touched_days_ago,
    least((select ${day}::date - ${dayIn(sql`f.at`, timeZone)} from follow_ups f where f.tenure_id = t.id and f.qualifies
      and ${lastBy(day, timeZone)} order by f.at desc limit 1),
      (select ${day}::date - ${dayIn(sql`f.at`, timeZone)} from tenures o join follow_ups f on f.tenure_id = o.id
        where ${sameHolding} and f.qualifies and ${lastBy(day, timeZone)} order by f.at desc limit 1)) as qualified_days_ago,
    ${day}::date - ${dayIn(sql`(${begunAt})`, timeZone)} as held_days,
    exists (select from deals d where d.customer_id = t.customer_id and d.tenure_id = t.id and ${dayIn(sql`d.at`, timeZone)} <= ${day})
      or exists (select from tenures o join deals d on d.tenure_id = o.id where ${sameHolding} and ${dayIn(sql`d.at`, timeZone)} <= ${day}) as won`;

/**
 * In whose hands the customers were at the end of the day. One whose reclaim was undone after it never left them; an undo
 * comes within two days.
 */
const held = (day: string, timeZone: string) => sql`
  select t.pool_id, t.user_id, ${figures(day, timeZone)}
  from tenures t
  where ${dayIn(sql`t.started_at`, timeZone)} <= ${day} and coalesce(t.end_kind, '') not in ${UNMADE}
    and (t.ended_at is null or (t.ended_at >= ${day}::date - interval '2 days' and ${dayIn(sql`t.ended_at`, timeZone)} > ${day}))
  union all
  select t.pool_id, t.user_id, ${figures(day, timeZone)}
  from events e join tenures t on t.customer_id = e.customer_id and t.end_version = e.version - 1
  where e.kind = 'reclaim_undone' and e.at >= ${day}::date - interval '2 days' and e.at < ${day}::date + interval '5 days'
    and ${dayIn(sql`e.at`, timeZone)} > ${day} and ${dayIn(sql`t.ended_at`, timeZone)} <= ${day}`;
/** What came into each pool on the day less what left it, added to what was in it the day before. */
const pooled = (day: string) => sql`
  select pool_id, sum(n) from (
    select pool_id, customer_count as n from stats_levels where user_id is null and day_on = ${day}::date - 1
    union all select pool_id, count(*) from stats_stays where entered_on = ${day} group by pool_id
    union all select pool_id, -count(*) from stats_stays where left_on = ${day} group by pool_id) s
  group by pool_id`;

/** Tells anew where everybody was at the end of the day; the day before must be told already. */
export async function recountLevels(ctx: TxCtx, day: string, timeZone: string): Promise<void> {
  await ctx.db.execute(sql`delete from stats_levels where day_on = ${day}`);
  await ctx.db.execute(sql`
    with h as materialized (${held(day, timeZone)})
    insert into stats_levels (day_on, pool_id, user_id, customer_count, touched_days_ago, idle_count)
    select ${day}::date, pool_id, user_id, count(*),
      array_agg(touched_days_ago::smallint order by touched_days_ago) filter (where touched_days_ago < ${MAX_PERIOD_DAYS}),
      count(*) filter (where not won and coalesce(qualified_days_ago, held_days) >= ${IDLE_DAYS})
    from h group by pool_id, user_id`);
  await ctx.db.execute(sql`
    insert into stats_levels (day_on, pool_id, user_id, customer_count)
    select ${day}::date, pool_id, null, n from (${pooled(day)}) p (pool_id, n)`);
}

import { type SQL, sql } from "drizzle-orm";
import type { Ctx, TxCtx } from "@/lib/context";
import { instant } from "@/lib/sql-values";
import { addMs, dayOf } from "@/lib/time";
import { type Foreseen, FRESH_MS } from "./rules";
import { isHeld, isPaused } from "./stops";

export type Today = { poolId: string; on: string };

/** The organisation's calendar day of ctx.now in the pool. */
export const todayOf = (ctx: TxCtx, poolId: string, timeZone: string): Today => ({
  poolId,
  on: dayOf(ctx.now, timeZone),
});

/**
 * What the days since the last sweep were foreseen to take beyond what they took. Nothing when that sweep is not long
 * ago; nothing either when a day among them was not foreseen: then there is no telling what was missed.
 */
const carried = (poolId: SQL, on: string, now: Date): SQL => sql`(
  with last as (
    select max(day_on) as day_on, max(swept_at) as at from reclaim_days where pool_id = ${poolId} and day_on < ${on}::date and swept_at is not null),
  missed as (
    select d.expected, d.taken from last cross join generate_series(last.day_on, ${on}::date - 1, interval '1 day') g
    left join reclaim_days d on d.pool_id = ${poolId} and d.day_on = g::date
    where last.at < ${instant(addMs(now, -FRESH_MS))})
  select case when count(*) = count(expected) then coalesce(sum(greatest(0, expected - taken)), 0) else 0 end from missed)`;

/** The first sweep of a day takes over what was foreseen of the days before, if none ran then. */
const OPENED = sql`carried = case when d.swept_at is null then excluded.carried else d.carried end,
  swept_at = case when d.swept_at > excluded.swept_at - interval '1 hour' then d.swept_at else excluded.swept_at end`;

/** Notes, once an hour, that a sweep looked at every pool that is not stopped, whatever is due in it. */
export async function openDays(ctx: Ctx): Promise<void> {
  const [organization] = await ctx.db.execute<{ time_zone: string }>(
    sql`select time_zone from organizations limit 1`,
  );
  if (!organization) return;
  const on = dayOf(ctx.now, organization.time_zone);
  await ctx.db.execute(sql`
    insert into reclaim_days as d (pool_id, day_on, carried, swept_at)
    select p.id, ${on}::date, ${carried(sql`p.id`, on, ctx.now)}, ${instant(ctx.now)} from pools p
    left join reclaim_days t on t.pool_id = p.id and t.day_on = ${on}::date
    where p.archived_at is null and not coalesce(t.swept_at > ${instant(ctx.now)} - interval '1 hour', false)
      and not ${isPaused(sql`p.id`)} and not ${isHeld(sql`p.id`)} order by p.id
    on conflict (pool_id, day_on) do update set ${OPENED}`);
}

/** Opens the day of a pool for a sweep and locks it until the commit: two sweeps at once count one after the other. */
export async function openDay(ctx: TxCtx, today: Today): Promise<Foreseen & { taken: number }> {
  const { poolId, on } = today;
  await ctx.db.execute(sql`
    insert into reclaim_days as d (pool_id, day_on, carried, swept_at)
    values (${poolId}::uuid, ${on}::date, ${carried(sql`${poolId}::uuid`, on, ctx.now)}, ${instant(ctx.now)})
    on conflict (pool_id, day_on) do update set ${OPENED}`);
  const [row] = await ctx.db.execute<Record<string, number | null>>(sql`
    select d.expected, case when d.expected is null then 0 else d.carried end as carried, d.taken,
      d.approved + coalesce((select greatest(0, y.approved - y.taken) from reclaim_days y
        where y.pool_id = d.pool_id and y.day_on = d.day_on - 1), 0) as approved,
      coalesce((select max(w.taken) from reclaim_days w
        where w.pool_id = d.pool_id and w.day_on between d.day_on - 7 and d.day_on - 1 and w.approved = 0), 0) as usual
    from reclaim_days d where d.pool_id = ${poolId}::uuid and d.day_on = ${on}::date`);
  const number = (name: string) => Number(row?.[name] ?? 0);
  return {
    ...{ expected: number("expected"), carried: number("carried"), usual: number("usual") },
    ...{ approved: number("approved"), taken: number("taken") },
  };
}

/** Counts what a batch took from a pool today. */
export async function countTaken(ctx: TxCtx, { poolId, on }: Today, taken: number): Promise<void> {
  await ctx.db.execute(sql`
    insert into reclaim_days as d (pool_id, day_on, taken, swept_at) values (${poolId}::uuid, ${on}::date, ${taken}, ${instant(ctx.now)})
    on conflict (pool_id, day_on) do update set taken = d.taken + excluded.taken`);
}

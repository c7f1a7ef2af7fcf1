import { type SQL, sql } from "drizzle-orm";
import type { GuardedJob } from "@/db/enums";
import type { Ctx, TxCtx } from "@/lib/context";
import { instant } from "@/lib/sql-values";
import { addMs, dayOf } from "@/lib/time";
import { type Foreseen, FRESH_MS } from "./rules";
import { isHeld, isPaused } from "./stops";

export type Today = { poolId: string; job: GuardedJob; on: string };

/** The organisation's calendar day of ctx.now in the pool. */
export const todayOf = (
  ctx: TxCtx,
  { poolId, job, timeZone }: { poolId: string; job: GuardedJob; timeZone: string },
): Today => ({ poolId, job, on: dayOf(ctx.now, timeZone) });

/**
 * Whether what the last sweep left was missed: one a minute leaves nothing, unless it is long ago. A pool is cleaned up
 * once an hour, so what a day's last hour brings falls to the next day.
 */
const isMissed = (job: GuardedJob, now: Date): SQL =>
  job === "reclaim-due" ? sql`last.at < ${instant(addMs(now, -FRESH_MS))}` : sql`true`;

/**
 * What the days since the last sweep were foreseen to take beyond what they took. Nothing when a day among them was not
 * foreseen: then there is no telling what was missed.
 */
const carried = (poolId: SQL, { job, on, now }: { job: GuardedJob; on: string; now: Date }): SQL => sql`(
  with last as (
    select max(day_on) as day_on, max(swept_at) as at from reclaim_days
    where pool_id = ${poolId} and job = ${job} and day_on < ${on}::date and swept_at is not null),
  missed as (
    select d.expected, d.taken from last cross join generate_series(last.day_on, ${on}::date - 1, interval '1 day') g
    left join reclaim_days d on d.pool_id = ${poolId} and d.job = ${job} and d.day_on = g::date
    where ${isMissed(job, now)})
  select case when count(*) = count(expected) then coalesce(sum(greatest(0, expected - taken)), 0) else 0 end from missed)`;

/** The first sweep of a day takes over what was foreseen of the days before and is still to come. */
const OPENED = sql`carried = case when d.swept_at is null then excluded.carried else d.carried end,
  swept_at = case when d.swept_at > excluded.swept_at - interval '1 hour' then d.swept_at else excluded.swept_at end`;

/** Notes, once an hour, that the job looked at every pool that is not stopped, whatever is due in it. */
export async function openDays(ctx: Ctx, job: GuardedJob): Promise<void> {
  const [organization] = await ctx.db.execute<{ time_zone: string }>(
    sql`select time_zone from organizations limit 1`,
  );
  if (!organization) return;
  const on = dayOf(ctx.now, organization.time_zone);
  await ctx.db.execute(sql`
    insert into reclaim_days as d (pool_id, job, day_on, carried, swept_at)
    select p.id, ${job}::text, ${on}::date, ${carried(sql`p.id`, { job, on, now: ctx.now })}, ${instant(ctx.now)} from pools p
    left join reclaim_days t on t.pool_id = p.id and t.job = ${job} and t.day_on = ${on}::date
    where p.archived_at is null and not coalesce(t.swept_at > ${instant(ctx.now)} - interval '1 hour', false)
      and not ${isPaused(sql`p.id`)} and not ${isHeld(sql`p.id`, job)} order by p.id
    on conflict (pool_id, job, day_on) do update set ${OPENED}`);
}

/**
 * What is usual: the most of the seven days before that nobody had to approve, or what half of all seven took, so that a
 * flow which is approved day after day is asked about no longer.
 */
const USUAL = sql`(
  select greatest(coalesce(max(w.taken) filter (where w.approved = 0), 0), percentile_disc(0.5) within group (order by coalesce(w.taken, 0)))
  from generate_series(d.day_on - 7, d.day_on - 1, interval '1 day') g
  left join reclaim_days w on w.pool_id = d.pool_id and w.job = d.job and w.day_on = g::date)`;

/** Opens the day of a pool for a sweep and locks it until the commit: two sweeps at once count one after the other. */
export async function openDay(ctx: TxCtx, today: Today): Promise<Foreseen & { taken: number }> {
  const { poolId, job, on } = today;
  await ctx.db.execute(sql`
    insert into reclaim_days as d (pool_id, job, day_on, carried, swept_at)
    values (${poolId}::uuid, ${job}::text, ${on}::date, ${carried(sql`${poolId}::uuid`, { job, on, now: ctx.now })}, ${instant(ctx.now)})
    on conflict (pool_id, job, day_on) do update set ${OPENED}`);
  const [row] = await ctx.db.execute<Record<string, number | null>>(sql`
    select d.expected, case when d.expected is null then 0 else d.carried end as carried, d.taken,
      d.approved + coalesce((select greatest(0, y.approved - y.taken) from reclaim_days y
        where y.pool_id = d.pool_id and y.job = d.job and y.day_on = d.day_on - 1), 0) as approved, ${USUAL} as usual
    from reclaim_days d where d.pool_id = ${poolId}::uuid and d.job = ${job} and d.day_on = ${on}::date`);
  const number = (name: string) => Number(row?.[name] ?? 0);
  return {
    ...{ expected: number("expected"), carried: number("carried"), usual: number("usual") },
    ...{ approved: number("approved"), taken: number("taken") },
  };
}

/** Counts what a batch took from a pool today. */
export async function countTaken(ctx: TxCtx, { poolId, job, on }: Today, taken: number): Promise<void> {
  await ctx.db.execute(sql`
    insert into reclaim_days as d (pool_id, job, day_on, taken, swept_at)
    values (${poolId}::uuid, ${job}::text, ${on}::date, ${taken}, ${instant(ctx.now)})
    on conflict (pool_id, job, day_on) do update set taken = d.taken + excluded.taken`);
}

/** Lets so many go today beyond what was foreseen. */
export async function countApproved(ctx: TxCtx, { poolId, job, on }: Today, approved: number): Promise<void> {
  await ctx.db.execute(sql`
    update reclaim_days set approved = approved + ${approved}
    where pool_id = ${poolId}::uuid and job = ${job} and day_on = ${on}::date`);
}

import { type SQL, sql } from "drizzle-orm";
import type { GuardedJob } from "@/db/enums";
import type { Ctx } from "@/lib/context";
import { shiftDay } from "@/lib/stats/rules";
import { addMs, dayOf, startOfDay } from "@/lib/time";
import { FORESEEN_DAYS, FRESH_MS } from "./rules";

/** The days of a pool that are foreseen, both included; `from` is today or tomorrow. */
export type Ahead = { poolId: string; timeZone: string; from: string; end: string };

/** What a job is foreseen to take from a pool: rows of `day_on` and `due` for the days that have any. */
export type Forecast = (ahead: Ahead) => SQL | Promise<SQL>;

type Stale = { pool_id: string; policy_id: string; known_today: boolean; made_today: boolean };

/** The open pools whose days were counted yesterday or under another policy. */
const staleOn = (ctx: Ctx, job: GuardedJob, today: string) =>
  ctx.db.execute<Stale>(sql`
    select pools.id as pool_id, p.id as policy_id, d.expected is not null as known_today, coalesce(d.made_on = ${today}::date, false) as made_today
    from pools join lateral (select id from policies where pool_id = pools.id order by version desc limit 1) p on true
    left join reclaim_days d on d.pool_id = pools.id and d.job = ${job} and d.day_on = ${today}::date
    where pools.archived_at is null and (d.made_on is distinct from ${today}::date or d.policy_id is distinct from p.id)`);

/**
 * Counts, for each pool, what the job is foreseen to take today and on each of the next fourteen days: once at the
 * beginning of the day, and the days to come again when the pool has another policy. Returns how many pools it counted.
 */
export async function foreseeDays(
  ctx: Ctx,
  job: GuardedJob,
  { prepare, forecast }: { prepare?: () => Promise<unknown>; forecast: Forecast },
): Promise<number> {
  const [organization] = await ctx.db.execute<{ time_zone: string }>(
    sql`select time_zone from organizations limit 1`,
  );
  if (!organization) return 0;
  const timeZone = organization.time_zone;
  const today = dayOf(ctx.now, timeZone);
  const stale = await staleOn(ctx, job, today);
  if (stale.length === 0) return 0;
  await prepare?.();
  // Later in the day it is no longer foreseeing: then what was said before of today stands.
  const early = ctx.now < addMs(startOfDay(ctx.now, timeZone), FRESH_MS);
  const end = shiftDay(today, FORESEEN_DAYS);
  for (const pool of stale) {
    const withToday = !pool.made_today && (early || !pool.known_today);
    const from = withToday ? today : shiftDay(today, 1);
    const due = await forecast({ poolId: pool.pool_id, timeZone, from, end });
    await ctx.db.execute(sql`
      insert into reclaim_days as d (pool_id, job, day_on, expected, made_on, policy_id)
      select ${pool.pool_id}::uuid, ${job}::text, g::date, coalesce(n.due, 0), ${today}::date, ${pool.policy_id}::uuid
      from generate_series(${from}::date, ${end}::date, interval '1 day') g left join (${due}) n on n.day_on = g::date
      on conflict (pool_id, job, day_on) do update set made_on = excluded.made_on, policy_id = excluded.policy_id,
        expected = excluded.expected + case when d.day_on = ${today}::date then d.taken else 0 end`);
    if (!withToday) {
      await ctx.db.execute(sql`
        update reclaim_days set made_on = ${today}::date, policy_id = ${pool.policy_id}::uuid
        where pool_id = ${pool.pool_id}::uuid and job = ${job} and day_on = ${today}::date`);
    }
  }
  return stale.length;
}

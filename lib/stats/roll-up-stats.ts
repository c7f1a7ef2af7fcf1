import { sql } from "drizzle-orm";
import { organizations } from "@/db/schema/people";
import { type Ctx, inTx, type TxCtx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { dayOf } from "@/lib/time";
import { advance, lockStats, openProgress, readEnd, stepsBetween } from "./progress";
import { recountDay } from "./recount-day";
import { recountLevels } from "./recount-levels";
import { refreshStays } from "./refresh-stays";
import { shiftDay } from "./rules";

const locked = <T>(ctx: Ctx, work: (ctx: TxCtx) => Promise<T>): Promise<T> =>
  inTx(ctx, async (ctx) => {
    await lockStats(ctx);
    return work(ctx);
  });

/** Reads what the sources have new, in transactions that each leave the figures right for what is counted. */
async function takeIn(ctx: Ctx, timeZone: string): Promise<void> {
  const from = await inTx(ctx, (ctx) => openProgress(ctx, timeZone));
  const { to, settled } = await readEnd(ctx.db);
  for (const step of stepsBetween(from, to)) {
    await locked(ctx, async (ctx) => {
      await refreshStays(ctx, step, timeZone);
      if (settled) await advance(ctx, step.to);
    });
  }
}

/** Counts every dirty day anew, and returns how many there were. */
async function recount(ctx: Ctx, timeZone: string): Promise<number> {
  const days = await ctx.db.execute<{ day_on: string }>(
    sql`select day_on::text from stats_dirty_days where part = 'counts' order by day_on`,
  );
  for (const { day_on } of days) await locked(ctx, (ctx) => recountDay(ctx, day_on, timeZone));
  return days.length;
}

/** From which day on the levels have to be told anew, and until when; null when there is nothing to tell of. */
async function staleLevels(ctx: Ctx, today: string): Promise<{ from: string; to: string } | null> {
  const [row] = await ctx.db.execute<{ dirty: string | null; told: string | null; last: string | null }>(sql`
    select (select min(day_on)::text from stats_dirty_days where part = 'levels') as dirty,
      (select max(day_on)::text from stats_levels) as told, (select max(day_on)::text from stats_days) as last`);
  if (!row?.last) return null;
  const to = row.last > today ? row.last : today;
  const told = row.told && row.told > to ? to : row.told;
  const next = told ? shiftDay(told, 1) : row.last;
  const from = row.dirty && row.dirty < next ? row.dirty : next;
  return { from, to };
}

async function retellLevels(ctx: Ctx, today: string, timeZone: string): Promise<void> {
  const stale = await staleLevels(ctx, today);
  if (!stale) return;
  // A run for an instant to come has told days that will turn out otherwise.
  await ctx.db.execute(sql`delete from stats_levels where day_on > ${stale.to}`);
  for (let day = stale.from; day <= stale.to; day = shiftDay(day, 1)) {
    await locked(ctx, async (ctx) => {
      await recountLevels(ctx, day, timeZone);
      // The next day builds on this one, so it is stale as long as it has not been told after it.
      await ctx.db.execute(sql`delete from stats_dirty_days where part = 'levels' and day_on = ${day}`);
      if (day < stale.to)
        await ctx.db.execute(sql`
          insert into stats_dirty_days (part, day_on) values ('levels', ${shiftDay(day, 1)}) on conflict do nothing`);
    });
  }
}

/**
 * Brings the statistics up to `ctx.now`: whatever the ledger, the follow-ups and the deals have new since the last
 * time makes its days dirty, and dirty days are counted anew as wholes. Doing it twice changes nothing, a late row of
 * an old day is found, and a run that is cut off is continued by the next. Returns how many days it counted.
 */
export async function rollUpStats(ctx: Ctx, _input: Record<string, never>): Promise<{ days: number }> {
  authorize(ctx.actor, "jobs.run");
  const [organization] = await ctx.db
    .select({ timeZone: organizations.timeZone })
    .from(organizations)
    .limit(1);
  if (!organization) return { days: 0 };
  const { timeZone } = organization;
  await takeIn(ctx, timeZone);
  const days = await recount(ctx, timeZone);
  await retellLevels(ctx, dayOf(ctx.now, timeZone), timeZone);
  await ctx.db.execute(sql`
    update stats_progress set rolled_up_at = ${ctx.now.toISOString()}::timestamptz`);
  return { days };
}

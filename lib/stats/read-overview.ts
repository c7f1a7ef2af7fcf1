import { sql } from "drizzle-orm";
import type { StatFate, StatMeasure, StatSource } from "@/db/enums";
import type { Ctx } from "@/lib/context";
import { readInstant } from "@/lib/sql-values";
import { type Period, previousPeriod } from "./rules";
import { counted, inPools, ofTeam, type Scope } from "./scope";
import type { BounceBar, Compared, Counts, FlowCell, Takings, Utilisation } from "./types";

/** Both the period and the one before it, to be read in one go. */
export const stretch = (period: Period) => sql`between ${previousPeriod(period).from} and ${period.to}`;
export const isNow = (period: Period) => sql`day_on >= ${period.from}`;

/** Until when everything is counted; null before the first roll-up. */
export async function readAsOf(ctx: Ctx): Promise<Date | null> {
  const [row] = await ctx.db.execute(sql`select rolled_up_at from stats_progress`);
  return readInstant(row?.rolled_up_at);
}

/** Where the customers were when the period ended; null for a time before the first customer. */
export async function readUtilisation(ctx: Ctx, scope: Scope, period: Period): Promise<Utilisation | null> {
  const [row] = await ctx.db.execute(sql`
    with told as (select max(day_on) as day_on from stats_levels where day_on <= ${period.to})
    select sum(customer_count) as customers, sum(customer_count) filter (where user_id is not null) as held,
      sum(idle_count) as idle,
      sum((select count(*) from unnest(touched_days_ago) ago where ago <= told.day_on - ${period.from}::date)) as touched
    from told join stats_levels using (day_on)
    where ${inPools(scope.poolIds, "pool_id")} and ${ofTeam(scope, "user_id")}`);
  if (!row || row.customers === null) return null;
  const number = (value: unknown) => Number(value ?? 0);
  return {
    customers: number(row.customers),
    held: number(row.held),
    touched: number(row.touched),
    idle: number(row.idle),
  };
}

type DayCount = { day: string; measure: StatMeasure; count: number };

/** How often each thing happened on each day of the period and of the one before. */
export async function readCounts(ctx: Ctx, scope: Scope, period: Period): Promise<DayCount[]> {
  const rows = await ctx.db.execute<{ day: string; measure: StatMeasure; count: string }>(sql`
    select day_on::text as day, measure, sum(count) as count from stats_days
    where day_on ${stretch(period)} and ${inPools(scope.poolIds, "pool_id")} and ${counted(scope, "user_id")}
    group by day_on, measure order by day_on, measure`);
  // From one pool into another is a way in and a way out only for whoever looks at one of them.
  const between = scope.poolIds?.length === 1 ? [] : ["moved_in", "moved_out"];
  return rows
    .filter((row) => !between.includes(row.measure))
    .map((row) => ({ ...row, count: Number(row.count) }));
}

/** The counts of all these days together. */
export function addUp(rows: readonly DayCount[]): Counts {
  const sum: Counts = {};
  for (const { measure, count } of rows) sum[measure] = (sum[measure] ?? 0) + count;
  return sum;
}

/** What became, until now, of the customers that were taken in the period. */
export async function readTakings(ctx: Ctx, scope: Scope, period: Period): Promise<Compared<Takings>> {
  const rows = await ctx.db.execute<{ now: boolean; taken: string; followed: string; won: string }>(sql`
    select ${isNow(period)} as now, sum(count) as taken, coalesce(sum(count) filter (where followed), 0) as followed,
      coalesce(sum(count) filter (where fate = 'won'), 0) as won
    from stats_flows where cohort = 'taken' and day_on ${stretch(period)}
      and ${inPools(scope.poolIds, "pool_id")} and ${counted(scope, "taker_id")} group by 1`);
  const of = (now: boolean): Takings => {
    const row = rows.find((one) => one.now === now);
    return {
      taken: Number(row?.taken ?? 0),
      followed: Number(row?.followed ?? 0),
      won: Number(row?.won ?? 0),
    };
  };
  return { now: of(true), before: of(false) };
}

/** From where customers entered the pool in the period, and what became of them until now. */
export async function readFlow(ctx: Ctx, scope: Scope, period: Period): Promise<FlowCell[]> {
  const rows = await ctx.db.execute<{
    source: StatSource;
    fate: StatFate;
    followed: boolean;
    count: string;
  }>(sql`
    select source, fate, followed, sum(count) as count from stats_flows
    where cohort = 'entered' and day_on between ${period.from} and ${period.to}
      and ${inPools(scope.poolIds, "pool_id")} and ${counted(scope, "taker_id")}
    group by source, fate, followed order by source, fate, followed`);
  const between = scope.poolIds?.length !== 1;
  return rows
    .filter((row) => !(between && row.source === "moved_in"))
    .map((row) => ({ ...row, count: Number(row.count) }));
}

/** How many customers have come back to a pool how often, now. Nobody's team changes that. */
export async function readBounces(ctx: Ctx, scope: Scope): Promise<BounceBar[]> {
  const rows = await ctx.db.execute<{ bounces: number; customers: string }>(sql`
    select bounce_count as bounces, sum(customer_count) as customers from stats_bounces
    where ${inPools(scope.poolIds, "pool_id")} group by bounce_count order by bounce_count`);
  return rows.map((row) => ({ bounces: Number(row.bounces), customers: Number(row.customers) }));
}

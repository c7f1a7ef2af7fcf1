import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { refreshDeadlines } from "@/lib/deadlines/refresh-deadlines";
import { authorize } from "@/lib/permissions";
import { instant } from "@/lib/sql-values";
import { shiftDay } from "@/lib/stats/rules";
import { startOn } from "@/lib/time";
import { type Ahead, foreseeDays } from "./foresee-days";

/** How many deadlines of the pool fall on each of the days. */
const deadlinesOn = ({ poolId, timeZone, from, end }: Ahead): SQL => sql`
  select (c.due_at at time zone ${timeZone})::date as day_on, count(*)::int as due from customers c
  where c.pool_id = ${poolId}::uuid and c.state = 'owned'
    and c.due_at >= ${instant(startOn(from, timeZone))} and c.due_at < ${instant(startOn(shiftDay(end, 1), timeZone))}
  group by 1`;

/**
 * Counts, for each pool, how many deadlines fall on today and on each of the next fourteen days: once at the beginning of
 * the day, and the days to come again when the pool has another policy. What happens after is what the guard of the
 * sweeps finds unforeseen. Returns how many pools it counted.
 */
export async function foreseeReclaims(
  ctx: Ctx,
  _input: Record<string, never> = {},
): Promise<{ foreseen: number }> {
  authorize(ctx.actor, "jobs.run");
  const prepare = () => refreshDeadlines(ctx);
  return { foreseen: await foreseeDays(ctx, "reclaim-due", { prepare, forecast: deadlinesOn }) };
}

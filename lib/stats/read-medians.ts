import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { isNow, stretch } from "./read-overview";
import type { Period } from "./rules";
import { counted, inPools, type Scope } from "./scope";
import type { Compared, Medians } from "./types";

/** Which durations are told together; the concatenation unpacks each array once instead of at every look. */
const parts = (scope: Scope, period: Period) => sql`
  select case when measure = 'first_contact' then 'firstContact' when measure in ('released', 'reclaimed', 'departed') then 'held'
      else 'pooled' end as what, ${isNow(period)} as now, seconds || '{}'::int[] as sorted
  from stats_days where day_on ${stretch(period)} and ${inPools(scope.poolIds, "pool_id")} and ${counted(scope, "user_id")}
    and measure in ('first_contact', 'released', 'reclaimed', 'departed', 'claimed', 'assigned', 'invalidated') and seconds is not null`;

/**
 * The exact medians (of an even number the lower of the middle two) over every single duration that ended in the
 * period. The arrays of the days are sorted, so how many durations are at most so long is quickly told, and halving
 * the stretch of possible answers finds the median without sorting hundreds of thousands of them.
 */
export async function readMedians(ctx: Ctx, scope: Scope, period: Period): Promise<Compared<Medians>> {
  const rows = await ctx.db.execute<{ what: keyof Medians; now: boolean; median: number }>(sql`
    with recursive parts as materialized (${parts(scope, period)}),
    search as (
      select what, now, (sum(cardinality(sorted)) + 1) / 2 as half, 0 as low, max(sorted[cardinality(sorted)]) as high
      from parts group by what, now
      union all
      select s.what, s.now, s.half, case when c.until >= s.half then s.low else m.middle + 1 end,
        case when c.until >= s.half then m.middle else s.high end
      from search s cross join lateral (select s.low + (s.high - s.low) / 2 as middle) m
      cross join lateral (
        select sum(width_bucket(m.middle, p.sorted)) as until from parts p where p.what = s.what and p.now = s.now) c
      where s.low < s.high)
    select what, now, low as median from search where low = high`);
  const of = (now: boolean, what: keyof Medians) =>
    rows.find((row) => row.now === now && row.what === what)?.median ?? null;
  const all = (now: boolean): Medians => ({
    firstContact: of(now, "firstContact"),
    held: of(now, "held"),
    pooled: of(now, "pooled"),
  });
  return { now: all(true), before: all(false) };
}

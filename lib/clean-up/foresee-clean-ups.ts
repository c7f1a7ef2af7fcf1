import { type SQL, sql } from "drizzle-orm";
import { knownFields } from "@/lib/conditions/known-fields";
import type { Ctx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { conditionsOf } from "@/lib/policies/return-rule";
import { instant } from "@/lib/sql-values";
import { shiftDay } from "@/lib/stats/rules";
import { type Ahead, foreseeDays } from "@/lib/sweeps/foresee-days";
import { addMs, startOn } from "@/lib/time";
import { type Acting, readActing } from "./acting-rules";
import { atLeast, type CleanUp, concerned, stayEnd, staysThere } from "./clean-up-sql";

const NOBODY = sql`select null::date as day_on, 0 as due where false`;

type Stretch = { start: Date; lateOnFirst: Date };

/**
 * When a rule takes the customer `c`, from the beginning of the first day on: at the end of its stay, or during that day
 * when its condition comes true in it. What was due before is `-infinity`: somebody has foreseen it then, or nobody.
 */
function takenAt(
  { rule, from }: Acting,
  cleanUp: Omit<CleanUp, "now">,
  { start, lateOnFirst }: Stretch,
): SQL {
  const [begin, late] = [instant(start), instant(lateOnFirst)];
  const asked = (now: SQL) => concerned(rule, { ...cleanUp, now });
  return sql`
    select case when ${asked(sql`stay_asked.at`)} then case when stay_over.at < ${begin} then '-infinity' else stay_over.at end
      when stay_over.at <= ${late} and ${asked(late)} then ${late} end as at
    from (select greatest(stay_ends.at, ${instant(from)}) as at from (select ${stayEnd(rule, cleanUp)} as at) stay_ends
      where stay_ends.at is not null) stay_over
    cross join lateral (select greatest(stay_over.at, ${begin}) as at) stay_asked`;
}

/** How many stays in the pool its rules end on each of the days, each customer by the rule that comes first. */
async function staysEndingOn(ctx: Ctx, { poolId, timeZone, from, end }: Ahead): Promise<SQL> {
  const [pool] = await readActing(ctx.db, { now: ctx.now, poolId });
  const acting = pool?.acting.filter(({ rule }) => !staysThere(rule, { poolId })) ?? [];
  if (acting.length === 0) return NOBODY;
  const [start, over] = [startOn(from, timeZone), startOn(shiftDay(end, 1), timeZone)];
  const stretch = { start, lateOnFirst: addMs(startOn(shiftDay(from, 1), timeZone), -1) };
  const known = await knownFields(ctx.db, conditionsOf(acting.map(({ rule }) => rule)));
  const ends = acting.map((one) => takenAt(one, { poolId, timeZone, known }, stretch));
  const soonest = Math.min(...acting.map(({ rule }) => atLeast(rule)));
  return sql`
    select (stays.at at time zone ${timeZone}::text)::date as day_on, count(*)::int as due from customers c
    cross join lateral (select min(of_rule.at) as at from (${sql.join(ends, sql` union all `)}) of_rule) stays
    where c.state = 'pooled' and c.pool_id = ${poolId}::uuid and c.pooled_at <= ${instant(addMs(over, -soonest))}
      and stays.at >= ${instant(start)} and stays.at < ${instant(over)} group by 1`;
}

/**
 * Counts, for each pool, how many stays its rules will end today and on each of the next fourteen days: once at the
 * beginning of the day, and the days to come again when the pool has another policy. A rule has stood for a day before it
 * acts, so that its first clean-up is foreseen. Returns how many pools it counted.
 */
export async function foreseeCleanUps(
  ctx: Ctx,
  _input: Record<string, never> = {},
): Promise<{ cleanUpsForeseen: number }> {
  authorize(ctx.actor, "jobs.run");
  const forecast = (ahead: Ahead) => staysEndingOn(ctx, ahead);
  return { cleanUpsForeseen: await foreseeDays(ctx, "clean-up-pools", { forecast }) };
}

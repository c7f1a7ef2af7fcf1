import { type SQL, sql } from "drizzle-orm";
import { compileCondition } from "@/lib/conditions/compile";
import type { Known } from "@/lib/conditions/known-fields";
import { spanEnd } from "@/lib/conditions/spans";
import { askedAt, situationOf } from "@/lib/deadlines/situation";
import type { PoolRule } from "@/lib/policies/pool-rule";
import { instant } from "@/lib/sql-values";
import { addMs, DAY, HOUR } from "@/lib/time";

/** Where and when a pool is cleaned up, and what conditions may ask there. */
export type CleanUp = { poolId: string; timeZone: string; now: Date; known: Known };

/** A span of so many units lasts at least this long; a change of the clock may take an hour or two from its days. */
const atLeast = ({ stay: { amount, unit } }: PoolRule): number =>
  unit === "hours" ? amount * HOUR : Math.max(0, amount * DAY - 2 * HOUR);

/** Whom a rule for what lies in the pool concerns among the pooled customers `c`, however long they have been there. */
export function concerned(
  { when, except }: Pick<PoolRule, "when" | "except">,
  { now, timeZone, known }: Omit<CleanUp, "poolId">,
): SQL {
  const at = instant(now);
  const condition = { all: [when, { not: except }] };
  return compileCondition(condition, askedAt(known, situationOf({ now, timeZone }), at));
}

/** When the stay that a rule grants to the pooled customer `c` ends. */
export const stayEnd = ({ stay }: PoolRule, { timeZone }: CleanUp): SQL =>
  spanEnd(sql`c.pooled_at`, stay, sql`${timeZone}::text`);

/** A rule that moves to its own pool takes nothing out of it: what it took would lie there anew, to be taken again. */
const staysThere = ({ end }: PoolRule, { poolId }: CleanUp): boolean =>
  end.kind === "move" && end.poolId === poolId;

/** The customers `c` of the pool that a rule takes out now: the plain bound on the entry is what an index answers. */
export const overstayed = (rule: PoolRule, cleanUp: CleanUp): SQL =>
  staysThere(rule, cleanUp)
    ? sql`false`
    : sql`
  c.state = 'pooled' and c.pool_id = ${cleanUp.poolId}::uuid and c.pooled_at <= ${instant(addMs(cleanUp.now, -atLeast(rule)))}
  and ${stayEnd(rule, cleanUp)} <= ${instant(cleanUp.now)} and ${concerned(rule, cleanUp)}`;

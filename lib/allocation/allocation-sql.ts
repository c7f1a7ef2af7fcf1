import { type SQL, sql } from "drizzle-orm";
import { concerned } from "@/lib/clean-up/clean-up-sql";
import type { Deal } from "./read-deal";

/** The place of the first running rule that concerns the pooled customer `c`; null when none does. */
export function placeSql({ rules, timeZone, now, known }: Deal): SQL {
  if (rules.length === 0) return sql`null::int`;
  const branches = rules.map(
    (rule, place) => sql`when ${concerned(rule, { timeZone, now, known })} then ${place}::int`,
  );
  return sql`case ${sql.join(branches, sql` `)} end`;
}

/** Whether a manager has to decide about `c` before anybody gets it: `awaitsDecision` of lib/ownership in SQL. */
export const awaitingSql = ({ document: { bounceGuard } }: Deal): SQL =>
  bounceGuard === null
    ? sql`false`
    : sql`(c.bounce_count >= ${bounceGuard}::int and c.bounce_count > c.lifted_bounces)`;

export const inPool = ({ poolId }: Deal): SQL => sql`c.state = 'pooled' and c.pool_id = ${poolId}::uuid`;

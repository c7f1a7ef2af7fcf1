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
export const atLeast = ({ stay: { amount, unit } }: PoolRule): number =>
  unit === "hours" ? amount * HOUR : Math.max(0, amount * DAY - 2 * HOUR);

/** Whom a rule for what lies in the pool concerns among the pooled customers `c`, however long they have been there. */
export function concerned(
  { when, except }: Pick<PoolRule, "when" | "except">,
  { now, timeZone, known }: { now: Date | SQL; timeZone: string; known: Known },
): SQL {
  const at = now instanceof Date ? instant(now) : now;
  const condition = { all: [when, { not: except }] };
  return compileCondition(condition, askedAt(known, situationOf({ now, timeZone }), at));
}

/** Until when what the event `e` has put back lies in its pool at least, by the undo of a clean-up; null for other events. */
export const SPARED_UNTIL = sql.raw(
  "case when e.kind in ('restored', 'moved') and e.sweep_id is not null and e.rule is null then e.at + interval '1 day' end",
);

/** Whether a rule might take again within a day what the undo of a clean-up has put back: its stay is shorter. */
export const isShort = ({ stay: { amount, unit } }: Pick<PoolRule, "stay">): boolean =>
  amount === 0 || (unit === "hours" && amount < 24);

/** When the stay that a rule grants to the pooled customer `c` ends; what an undo has put back stays a day at least. */
export function stayEnd(rule: PoolRule, { timeZone }: Pick<CleanUp, "timeZone">): SQL {
  const end = spanEnd(sql`c.pooled_at`, rule.stay, sql`${timeZone}::text`);
  if (!isShort(rule)) return end;
  return sql`greatest(${end}, (select ${SPARED_UNTIL} from events e where e.customer_id = c.id and e.version = c.version))`;
}

/** A rule that moves to its own pool takes nothing out of it: what it took would lie there anew, to be taken again. */
export const staysThere = ({ end }: PoolRule, { poolId }: Pick<CleanUp, "poolId">): boolean =>
  end.kind === "move" && end.poolId === poolId;

/** The customers `c` of the pool that a rule takes out now: the plain bound on the entry is what an index answers. */
export const overstayed = (rule: PoolRule, cleanUp: CleanUp): SQL =>
  staysThere(rule, cleanUp)
    ? sql`false`
    : sql`
  c.state = 'pooled' and c.pool_id = ${cleanUp.poolId}::uuid and c.pooled_at <= ${instant(addMs(cleanUp.now, -atLeast(rule)))}
  and ${stayEnd(rule, cleanUp)} <= ${instant(cleanUp.now)} and ${concerned(rule, cleanUp)}`;

/** The place in the list of the rule that takes the customer `c` out now, the first that does; null when none does. */
export const takenBy = (rules: readonly PoolRule[], cleanUp: CleanUp): SQL => {
  const branches = rules.map((rule, place) => sql`when ${overstayed(rule, cleanUp)} then ${place}::int`);
  return branches.length === 0 ? sql`null::int` : sql`case ${sql.join(branches, sql` `)} end`;
};

/** The customers `c` that any of the rules takes out now. */
export const takenByAny = (rules: readonly PoolRule[], cleanUp: CleanUp): SQL =>
  rules.length === 0
    ? sql`false`
    : sql`(${sql.join(
        rules.map((rule) => sql`(${overstayed(rule, cleanUp)})`),
        sql` or `,
      )})`;

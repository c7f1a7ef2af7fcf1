import { sql } from "drizzle-orm";
import type { World } from "@/db/testing/factories";
import { cleanUpPools } from "@/lib/clean-up/clean-up-pools";
import { switchesOf } from "@/lib/conditions/compile";
import { knownFields } from "@/lib/conditions/known-fields";
import { spanEnd } from "@/lib/conditions/spans";
import { markAllOverflow } from "@/lib/deadlines/mark-overflow";
import { refreshDeadlines } from "@/lib/deadlines/refresh-deadlines";
import { askedAt, situationOf } from "@/lib/deadlines/situation";
import type { PoolRule } from "@/lib/policies/pool-rule";
import { conditionsOf } from "@/lib/policies/return-rule";
import { reclaimDue } from "@/lib/reclaim/reclaim-due";
import { addMs } from "@/lib/time";

/** What runs beside a history: the sweep always; the clean-up of the pool, and looks, where they are asked for. */
export type Beside = {
  /** How many everybody may hold when a sweep looks; whoever gives or claims is never stopped by it. */
  cap?: number;
  poolRules?: readonly PoolRule[];
  look?: (at: Date) => Promise<unknown>;
};

/** How many every rep may hold from now on; undefined leaves it. */
export async function setCap(world: World, cap: number | undefined): Promise<void> {
  if (cap !== undefined)
    await world.db.execute(sql`update users set holding_cap = ${cap} where role = 'rep'`);
}

/** When a sweep has to look next: at a deadline, and where a protection ends, which keeps who is too many. */
async function nextSweep(world: World, at: Date, over: boolean): Promise<Date | null> {
  const shields = over
    ? sql`union all select protected_until from customers where protected_until > ${at.toISOString()}::timestamptz`
    : sql``;
  const [next] = await world.db.execute<{ at: string | null }>(
    sql`select min(at) as at from (select due_at as at from customers where state = 'owned' ${shields}) x`,
  );
  return next?.at ? new Date(next.at) : null;
}

/** When the clean-up has to look next: at the end of a stay, and where time changes the answer of a condition. */
async function nextCleanUp(world: World, after: Date, rules: readonly PoolRule[]): Promise<Date | null> {
  if (rules.length === 0) return null;
  const known = await knownFields(world.db, conditionsOf(rules));
  const { timeZone } = world;
  const asked = askedAt(known, situationOf({ timeZone, now: after }), sql`now()`);
  const at = rules.flatMap(({ stay, when, except }) => [
    spanEnd(sql`c.pooled_at`, stay, sql`${timeZone}::text`),
    ...switchesOf({ all: [when, except] }, asked),
  ]);
  const [next] = await world.db.execute<{ at: string | null }>(sql`
    select min(i.at) as at from customers c cross join lateral unnest(array[${sql.join(at, sql`, `)}]::timestamptz[]) i(at)
    where c.state = 'pooled' and i.at > ${after.toISOString()}::timestamptz`);
  return next?.at ? new Date(next.at) : null;
}

/** The jobs, at each instant at which there is something for them, up to and with `until`. */
export async function sweepUntil(world: World, since: Date, until: Date, beside: Beside): Promise<void> {
  const over = beside.cap !== undefined;
  const rules = beside.poolRules ?? [];
  for (let at = since; ; ) {
    if (over) await markAllOverflow(world.system(at));
    await refreshDeadlines(world.system(at));
    await reclaimDue(world.system(at));
    if (rules.length > 0) await cleanUpPools(world.system(at));
    const due = [await nextSweep(world, at, over), await nextCleanUp(world, at, rules)];
    const next = due.flatMap((one) => one ?? []).sort((a, b) => a.getTime() - b.getTime())[0];
    if (!next) return;
    if (next <= at) {
      if (next < at) throw new Error("what was due was not taken");
      at = addMs(at, 1);
    } else at = next;
    if (at > until) return;
  }
}

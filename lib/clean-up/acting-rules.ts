import { type SQL, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { knownFields } from "@/lib/conditions/known-fields";
import type { Guard } from "@/lib/policies/guard";
import type { PoolRule } from "@/lib/policies/pool-rule";
import { policyOf } from "@/lib/policies/read-policy";
import { conditionsOf, sameRule } from "@/lib/policies/return-rule";
import { instant } from "@/lib/sql-values";
import { addMs, DAY } from "@/lib/time";
import { type CleanUp, takenByAny } from "./clean-up-sql";

/** A running rule of a pool, and from when it acts: a day after it became what it is. */
export type Acting = { rule: PoolRule; from: Date };

/** A pool whose policy in force has running rules for what lies in it. */
export type PoolWithRules = {
  poolId: string;
  name: string;
  policyId: string;
  guard: Guard;
  timeZone: string;
  acting: Acting[];
};

type Version = {
  pool_id: string;
  name: string;
  id: string;
  document: unknown;
  published_at: string;
  time_zone: string;
};

/** The rules of a pool, from its versions of the last day and the one before them, in their order. */
function actingOf(versions: readonly Version[]): PoolWithRules | null {
  const inForce = versions.at(-1);
  if (!inForce) return null;
  const { pool_id: poolId, name, id: policyId, time_zone: timeZone } = inForce;
  const stood = versions.map(({ id, document, published_at }) => ({
    rules: policyOf(id, document).poolRules,
    from: addMs(new Date(published_at), DAY),
  }));
  const { poolRules, guard } = policyOf(policyId, inForce.document);
  const acting = poolRules.flatMap((rule) => {
    const since = rule.on ? stood.find(({ rules }) => rules.some((one) => sameRule(one, rule))) : undefined;
    return since ? [{ rule, from: since.from }] : [];
  });
  return acting.length > 0 ? { poolId, name, policyId, guard, timeZone, acting } : null;
}

/** The open pools that have running rules, or the one that is named, and from when each rule acts. */
export async function readActing(
  db: Executor,
  { now, poolId }: { now: Date; poolId: string | null },
): Promise<PoolWithRules[]> {
  const dayAgo = instant(addMs(now, -DAY));
  const rows = await db.execute<Version>(sql`
    select p.pool_id, pools.name, p.id, p.document, p.published_at, org.time_zone
    from pools cross join (select time_zone from organizations limit 1) org
    join policies p on p.pool_id = pools.id and (p.published_at > ${dayAgo} or p.version =
      (select max(version) from policies where pool_id = pools.id and published_at <= ${dayAgo}))
    where pools.archived_at is null and (${poolId}::uuid is null or pools.id = ${poolId}::uuid)
    order by pools.position, pools.id, p.version`);
  const byPool = new Map<string, Version[]>();
  for (const row of rows) byPool.set(row.pool_id, [...(byPool.get(row.pool_id) ?? []), row]);
  return [...byPool.values()].flatMap((versions) => actingOf(versions) ?? []);
}

/** A pool with the rules that clean it up now, and the customers `c` that any of them takes. */
export type Cleaning = Omit<PoolWithRules, "acting"> & { rules: PoolRule[]; cleanUp: CleanUp; due: SQL };

/** The pools, or the one that is named, whose rules act now: one that is younger than a day takes nobody yet. */
export async function readCleanings(
  db: Executor,
  { now, poolId }: { now: Date; poolId: string | null },
): Promise<Cleaning[]> {
  const cleanings: Cleaning[] = [];
  for (const { acting, ...pool } of await readActing(db, { now, poolId })) {
    const rules = acting.flatMap(({ rule, from }) => (from <= now ? [rule] : []));
    if (rules.length === 0) continue;
    const known = await knownFields(db, conditionsOf(rules));
    const cleanUp = { poolId: pool.poolId, timeZone: pool.timeZone, now, known };
    cleanings.push({ ...pool, rules, cleanUp, due: takenByAny(rules, cleanUp) });
  }
  return cleanings;
}

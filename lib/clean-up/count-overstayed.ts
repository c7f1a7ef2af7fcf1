import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { knownFields } from "@/lib/conditions/known-fields";
import type { PoolRule } from "@/lib/policies/pool-rule";
import { conditionsOf } from "@/lib/policies/return-rule";
import { takenBy, takenByAny } from "./clean-up-sql";

/** How many of a pool each of its running rules would take out at an instant, each customer by the first that concerns it. */
export async function countOverstayed(
  db: Executor,
  rules: readonly PoolRule[],
  where: { poolId: string; timeZone: string; now: Date },
): Promise<{ id: string; hit: number }[]> {
  const running = rules.filter(({ on }) => on);
  if (running.length === 0) return [];
  const cleanUp = { ...where, known: await knownFields(db, conditionsOf(running)) };
  const rows = await db.execute<{ place: number; hit: string }>(sql`
    select place, count(*) as hit from (select ${takenBy(running, cleanUp)} as place from customers c
      where c.state = 'pooled' and c.pool_id = ${where.poolId}::uuid) c where place is not null group by place`);
  return running.map(({ id }, place) => ({
    ...{ id, hit: Number(rows.find((row) => row.place === place)?.hit ?? 0) },
  }));
}

/** How many the running rules of a draft would take out of a pool at an instant, and how many of them those in force don't. */
export async function countTakenOut(
  db: Executor,
  rules: { draft: readonly PoolRule[]; inForce: readonly PoolRule[] },
  where: { poolId: string; timeZone: string; now: Date },
): Promise<{ hit: number; added: number }> {
  const [draft, inForce] = [rules.draft, rules.inForce].map((all) => all.filter(({ on }) => on));
  if (!draft?.length || !inForce) return { hit: 0, added: 0 };
  const cleanUp = { ...where, known: await knownFields(db, conditionsOf([...draft, ...inForce])) };
  const [row] = await db.execute<{ hit: string; added: string }>(sql`
    select count(*) as hit, count(*) filter (where not ${takenByAny(inForce, cleanUp)}) as added from customers c
    where c.state = 'pooled' and c.pool_id = ${where.poolId}::uuid and ${takenByAny(draft, cleanUp)}`);
  return { hit: Number(row?.hit ?? 0), added: Number(row?.added ?? 0) };
}

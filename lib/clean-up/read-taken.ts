import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import type { PoolRule } from "@/lib/policies/pool-rule";
import { poolRuleBrief, type RuleBrief } from "@/lib/policies/rule-brief";
import { readCleanings } from "./acting-rules";
import { stayEnd, takenBy } from "./clean-up-sql";
import type { Stay } from "./types";

/** Whom a clean-up of a pool would take now, by its rules, and the first of them by the end of their stay. */
export type Taken = {
  due: number;
  rules: { rule: RuleBrief; count: number; end: Stay["end"] }[];
  customers: { id: string; name: string; dueAt: Date }[];
};

type Row = {
  counts: { place: number; count: number }[] | null;
  customers: { id: string; name: string; dueAt: string }[] | null;
};

/** What becomes of whom the rule takes. */
export async function endOf(db: Executor, { end }: Pick<PoolRule, "end">): Promise<Stay["end"]> {
  if (end.kind === "invalidate") return end;
  const [pool] = await db.execute<{ name: string }>(
    sql`select name from pools where id = ${end.poolId}::uuid`,
  );
  return { kind: "move", poolName: pool?.name ?? "" };
}

/** What the rules of the pool that act now would take out of it now, of the customers at most so many by name. */
export async function readTaken(
  db: Executor,
  { now, poolId, most }: { now: Date; poolId: string; most: number },
): Promise<Taken> {
  const [cleaning] = await readCleanings(db, { now, poolId });
  if (!cleaning) return { due: 0, rules: [], customers: [] };
  const { rules, cleanUp } = cleaning;
  const ends = rules.map((rule, place) => sql`when ${place}::int then ${stayEnd(rule, cleanUp)}`);
  const [row] = await db.execute<Row>(sql`
    with taken as materialized (
      select t.id, t.name, t.place, t.due_at from (
        select c.id, c.name, p.place, case p.place ${sql.join(ends, sql` `)} end as due_at
        from customers c cross join lateral (select ${takenBy(rules, cleanUp)} as place) p
        where c.state = 'pooled' and c.pool_id = ${poolId}::uuid) t where t.place is not null)
    select (select json_agg(n) from (select place, count(*)::int as count from taken group by place order by 2 desc, 1) n) as counts,
      (select json_agg(x) from (select id, name, due_at as "dueAt" from taken order by due_at, id limit ${most}) x) as customers`);
  const counts = row?.counts ?? [];
  return {
    due: counts.reduce((sum, { count }) => sum + count, 0),
    rules: await Promise.all(
      counts.flatMap(({ place, count }) => {
        const rule = rules[place];
        return rule ? [endOf(db, rule).then((end) => ({ rule: poolRuleBrief(rule), count, end }))] : [];
      }),
    ),
    customers: (row?.customers ?? []).map((one) => ({ ...one, dueAt: new Date(one.dueAt) })),
  };
}

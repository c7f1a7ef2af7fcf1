import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import type { DataIssueKind } from "@/db/enums";
import type { Ctx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { poolInSight } from "@/lib/pools/sight";
import { readInstant } from "@/lib/sql-values";
import { COMPLETENESS } from "./completeness-sql";
import { decidable } from "./list-issues";
import { REACHABLE } from "./seen-sql";
import type { PoolQuality, QualityCounts } from "./types";

/** So many customers are counted where they are asked for; more only by the audit at night. */
const COUNTED_AT_ONCE = 20_000;

type Counted = { pool_id: string; customers: string; completeness: string; reachable: string };

async function countPools(db: Executor, few: boolean): Promise<Counted[]> {
  if (!few) return db.execute<Counted>(sql`select * from quality_counts where part = 'last'`);
  return db.execute<Counted>(sql`
    select c.pool_id, count(*) as customers, sum(${COMPLETENESS}) as completeness, count(*) filter (where ${REACHABLE}) as reachable
    from customers c where c.state in ('pooled', 'owned') group by c.pool_id`);
}

type Pool = { id: string; name: string };
type Open = { pool_id: string; kind: DataIssueKind; n: string };

function toPool(pool: Pool, counted: Counted | undefined, open: readonly Open[], pairs: number): PoolQuality {
  const customers = Number(counted?.customers ?? 0);
  return {
    ...{ pool: { id: pool.id, name: pool.name }, customers, duplicates: pairs },
    completeness: customers > 0 ? Math.round(Number(counted?.completeness ?? 0) / customers) : null,
    reachable: Number(counted?.reachable ?? 0),
    open: Object.fromEntries(open.map(({ kind, n }) => [kind, Number(n)])),
  };
}

/**
 * How good the data of each pool in sight is: the completeness on average, how many can be reached, and how many issues
 * and pairs wait for the actor. With many customers the figures are those of the last audit; `countedAt` says of when.
 */
export async function countIssues(ctx: Ctx): Promise<QualityCounts> {
  authorize(ctx.actor, "quality.read");
  const [size] = await ctx.db.execute<{ many: boolean; audited_at: string | null }>(sql`
    select count(*) > ${COUNTED_AT_ONCE} as many, (select audited_at from quality_settings) as audited_at
    from (select from customers limit ${COUNTED_AT_ONCE + 1}) c`);
  const few = size?.many === false;
  const sight = decidable(ctx.actor);
  const [pools, counted, open, pairs] = await Promise.all([
    ctx.db.execute<Pool>(sql`
      select p.id, p.name from pools p where p.archived_at is null and ${poolInSight(ctx.actor, sql`p.id`)} order by p.position, p.id`),
    countPools(ctx.db, few),
    ctx.db.execute<Open>(sql`
      select c.pool_id, i.kind, count(*) as n from data_issues i join customers c on c.id = i.customer_id
      where i.state = 'open' and ${sight} group by 1, 2`),
    ctx.db.execute<{ pool_id: string; n: string }>(sql`
      select c.pool_id, count(*) as n from duplicate_pairs d join customers c on c.id = d.low_id
      where d.state = 'open' and ${sight} group by 1`),
  ]);
  return {
    pools: pools.map((pool) =>
      toPool(
        pool,
        counted.find((one) => one.pool_id === pool.id),
        open.filter((one) => one.pool_id === pool.id),
        Number(pairs.find((one) => one.pool_id === pool.id)?.n ?? 0),
      ),
    ),
    countedAt: few ? ctx.now : readInstant(size?.audited_at),
  };
}

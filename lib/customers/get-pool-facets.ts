import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { contactAccess, tagsFor } from "@/lib/masking/rules";
import { authorize } from "@/lib/permissions";
import { requirePool } from "@/lib/quotas/require-pool";

/** The values that a pool's filters can take. */
export type PoolFacets = { regions: string[]; industries: string[]; sources: string[]; tags: string[] };

const MOST_VALUES = 300;
/** Tags are looked for in the customers that came last. */
const TAGGED_AMONG = 2_000;

/** The distinct values of a column of the pool, by jumping from one to the next in its index. */
const distinct = (column: SQL, poolId: string): SQL => {
  const inPool = sql`c.state = 'pooled' and c.pool_id = ${poolId}::uuid and ${column} is not null`;
  return sql`(with recursive jump(value, n) as (
    (select ${column}, 1 from customers c where ${inPool} order by ${column} limit 1)
    union all
    select (select ${column} from customers c where ${inPool} and ${column} > jump.value order by ${column} limit 1), jump.n + 1
    from jump where jump.value is not null and jump.n < ${sql.raw(String(MOST_VALUES))})
    select coalesce(json_agg(value), '[]') from jump where value is not null)`;
};

/** What there is to filter by in a pool: its regions, industries and sources, and the tags in use of late, most used first. */
export async function getPoolFacets(ctx: Ctx, input: { pool?: string }): Promise<PoolFacets> {
  authorize(ctx.actor, "customers.read");
  const { pool, policy } = await requirePool(ctx, input.pool);
  const [row] = await ctx.db.execute<PoolFacets>(sql`select
    ${distinct(sql`c.region`, pool.id)} as regions, ${distinct(sql`c.industry`, pool.id)} as industries,
    ${distinct(sql`c.source`, pool.id)} as sources,
    (select coalesce(json_agg(tag), '[]') from (select tag from (
        select c.tags from customers c where c.state = 'pooled' and c.pool_id = ${pool.id}::uuid
        order by c.pooled_at desc nulls last, c.id desc nulls last limit ${sql.raw(String(TAGGED_AMONG))}) latest, unnest(tags) tag
      group by tag order by count(*) desc, tag limit 50) used) as tags`);
  if (!row) return { regions: [], industries: [], sources: [], tags: [] };
  const pooled = { state: "pooled", ownerId: null, ownerTeamId: null, revealed: false } as const;
  return { ...row, tags: tagsFor(contactAccess(ctx.actor, pooled, policy), row.tags) };
}

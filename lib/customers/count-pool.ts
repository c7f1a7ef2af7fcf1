import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { readStandings, type Standing } from "@/lib/quotas/read-standing";
import { requirePool } from "@/lib/quotas/require-pool";
import { requirePerson } from "@/lib/require-person";
import { allOf, instant } from "@/lib/sql-values";
import { narrowing } from "./list-condition";
import { placeOf } from "./list-pool";
import { POOL_VIEWS, type PoolListInput, PoolListParams, type PoolView } from "./list-schema";
import { likelyNamed } from "./name-filter";
import { poolConditions } from "./pool-conditions";
import type { Count } from "./types";

/** Counts up to here are exact; beyond, the planner's estimate is told as such. */
export const EXACT_UP_TO = 10_000;

const customersWhere = (condition: SQL): SQL => sql`select c.id from customers c where ${condition}`;

async function estimate(ctx: Ctx, condition: SQL): Promise<number> {
  const [row] = await ctx.db.execute<{ "QUERY PLAN": [{ Plan: { "Plan Rows": number } }] }>(
    sql`explain (format json) ${customersWhere(condition)}`,
  );
  return row?.["QUERY PLAN"][0].Plan["Plan Rows"] ?? 0;
}

/**
 * Counts in one statement, none of them further than an exact count is worth; `guess` says how many
 * there may be instead.
 */
async function countAll(
  ctx: Ctx,
  conditions: readonly SQL[],
  exactUpTo = EXACT_UP_TO,
  guess = (condition: SQL) => estimate(ctx, condition),
): Promise<Count[]> {
  const most = sql.raw(String(exactUpTo + 1));
  const columns = conditions.map(
    (condition, index) =>
      sql`(select count(*) from (${customersWhere(condition)} limit ${most}) n) as ${sql.raw(`n${index}`)}`,
  );
  if (columns.length === 0) return [];
  const [row] = await ctx.db.execute<Record<string, string>>(sql`select ${sql.join(columns, sql`, `)}`);
  return Promise.all(
    conditions.map(async (condition, index) => {
      const count = Number(row?.[`n${index}`] ?? 0);
      if (count <= exactUpTo) return { count, about: false };
      return { count: Math.max(await guess(condition), count), about: true };
    }),
  );
}

async function conditionOf(
  ctx: Ctx,
  params: PoolListParams,
  standing: Standing,
  rows = EXACT_UP_TO,
): Promise<SQL> {
  const listed = { rows, poolId: standing.pool.id };
  const narrowed = await narrowing(ctx, params, placeOf(ctx, standing), listed);
  const { where, driver } = poolConditions(params, standing, requirePerson(ctx.actor), ctx.now, narrowed);
  return allOf([...where, driver && sql`(${sql.join(driver, sql` or `)})`]);
}

/** How many there may be: of a name the planner knows less than the count of names does. */
async function guessOf(
  ctx: Ctx,
  { q, ...others }: PoolListParams,
  standing: Standing,
  condition: SQL,
): Promise<number> {
  if (!q) return estimate(ctx, condition);
  // What was asked has been counted.
  const unnamed = await conditionOf({ ...ctx, counted: true }, others, standing);
  return Math.round((await estimate(ctx, unnamed)) * (await likelyNamed(ctx, q)));
}

/** How many customers of a pool the filters leave: exact up to 10,000 or what is asked for, beyond that an estimate above it. */
export async function countPool(ctx: Ctx, input: PoolListInput, exactUpTo?: number): Promise<Count> {
  authorize(ctx.actor, "customers.read");
  const params = PoolListParams.parse(input);
  const standing = await requirePool(ctx, params.pool);
  const condition = await conditionOf(ctx, params, standing, exactUpTo);
  const [count] = await countAll(ctx, [condition], exactUpTo, () =>
    guessOf(ctx, params, standing, condition),
  );
  return count ?? { count: 0, about: false };
}

/** How many customers each view of a pool holds, without filters. */
export async function countPoolViews(ctx: Ctx, input: { pool?: string }): Promise<Record<PoolView, Count>> {
  authorize(ctx.actor, "customers.read");
  const standing = await requirePool(ctx, input.pool);
  const params = PoolListParams.parse({});
  const counts = await countAll(
    ctx,
    await Promise.all(POOL_VIEWS.map((view) => conditionOf(ctx, { ...params, view }, standing))),
  );
  const entries = POOL_VIEWS.map((view, index) => [view, counts[index]] as const);
  return Object.fromEntries(entries) as Record<PoolView, Count>;
}

export type MyPool = { id: string; name: string; total: Count; fresh: Count };

/** The pools that the actor is a member of, in their order, with how many lie there and how many are new to him. */
export async function listMyPools(ctx: Ctx): Promise<MyPool[]> {
  authorize(ctx.actor, "customers.read");
  const standings = await readStandings(ctx, requirePerson(ctx.actor));
  const lying = (one: Standing) => sql`c.state = 'pooled' and c.pool_id = ${one.pool.id}::uuid`;
  const counts = await countAll(
    ctx,
    standings.flatMap((one) => [
      lying(one),
      one.visitedAt ? sql`${lying(one)} and c.pooled_at > ${instant(one.visitedAt)}` : sql`false`,
    ]),
  );
  const none: Count = { count: 0, about: false };
  return standings.map(({ pool }, index) => ({
    ...pool,
    total: counts[index * 2] ?? none,
    fresh: counts[index * 2 + 1] ?? none,
  }));
}

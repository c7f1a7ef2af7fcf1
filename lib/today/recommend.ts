import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { readPoolRows } from "@/lib/customers/list-pool";
import type { Standing } from "@/lib/quotas/read-standing";
import { requirePerson } from "@/lib/require-person";
import { instant } from "@/lib/sql-values";
import { startOfDay } from "@/lib/time";
import { scoreOf, type Wins, whyOf } from "./rules";
import type { Recommendation } from "./types";

const MOST_POOLS = 5;
const RECOMMENDED = 5;
const MOST_PLACES = 3;

type Win = { kind: "region" | "industry"; value: string; count: string };

async function readWins(ctx: Ctx): Promise<Wins> {
  const won = sql`from customers c where c.owner_id = ${requirePerson(ctx.actor)}::uuid and c.state = 'owned' and c.won_at is not null`;
  const rows = await ctx.db.execute<Win>(sql`
    select 'region' as kind, c.region as value, count(*) ${won} and c.region is not null group by c.region
    union all
    select 'industry', c.industry, count(*) ${won} and c.industry is not null group by c.industry
    order by count desc, value`);
  const of = (kind: Win["kind"]) =>
    new Map(rows.filter((row) => row.kind === kind).map((row) => [row.value, Number(row.count)]));
  return { regions: of("region"), industries: of("industry") };
}

/** The latest of a pool that meet a condition; each is the beginning of an index. */
function latest(poolId: string, condition: SQL, count: number): SQL {
  return sql`(select c.id, null::text as key_lead, c.pooled_at as key_tail from customers c
    where c.state = 'pooled' and c.pool_id = ${poolId}::uuid and ${condition}
    order by c.pooled_at desc nulls last, c.id desc nulls last limit ${sql.raw(String(count))})`;
}

function candidatesOf(standing: Standing, wins: Wins, today: Date): SQL {
  const of = (condition: SQL, count: number) => latest(standing.pool.id, condition, count);
  const places = (column: SQL, values: Iterable<string>) =>
    [...values].slice(0, MOST_PLACES).map((value) => of(sql`${column} = ${value}`, 8));
  const parts = [
    of(sql`c.grade = 'A'`, 20),
    of(sql`c.pooled_at >= ${instant(today)}`, 20),
    ...places(sql`c.region`, wins.regions.keys()),
    ...places(sql`c.industry`, wins.industries.keys()),
  ];
  return sql`select distinct on (u.id) u.id, u.key_lead, u.key_tail from (${sql.join(parts, sql` union all `)}) u`;
}

/**
 * Pooled customers of the actor's pools that he may claim, or could if his quota were not used up: those that most
 * facts speak for, each with these facts.
 */
export async function recommend(ctx: Ctx, standings: readonly Standing[]): Promise<Recommendation[]> {
  const [first] = standings;
  if (!first) return [];
  const wins = await readWins(ctx);
  const today = startOfDay(ctx.now, first.timeZone);
  const order = sql`r.key_tail desc, r.id desc`;
  const read = await Promise.all(
    standings.slice(0, MOST_POOLS).map(async (standing) => {
      const page = candidatesOf(standing, wins, today);
      const rows = await readPoolRows(ctx, standing, { page, order }, standing.visitedAt);
      return rows.map(({ row }) => ({ row, pool: standing.pool, why: whyOf(row, wins, ctx.now, today) }));
    }),
  );
  return read
    .flat()
    .filter(({ row, why }) => why.length > 0 && (row.claim.ok || row.claim.error !== "COOLING_DOWN"))
    .map((one) => ({ one, score: scoreOf(one.row, one.why) }))
    .sort((a, b) => b.score - a.score || b.one.row.enteredAt.getTime() - a.one.row.enteredAt.getTime())
    .slice(0, RECOMMENDED)
    .map(({ one }) => one);
}

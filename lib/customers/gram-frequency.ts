import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import type { GramTerms } from "./search-grams";

/** Of a gram that the statistics don't name so small a share of all names has it that its list is short. */
const RARE = 0;

/** The shares of all names that hold these grams, by the planner's own statistics. */
async function sharesOf(ctx: Ctx, grams: readonly number[]): Promise<(gram: number) => number> {
  if (grams.length === 0) return () => RARE;
  const rows = await ctx.db.execute<{ gram: number; share: number }>(sql`
    select gram, share from pg_stats s, unnest(s.most_common_elems::text::int[], s.most_common_elem_freqs) as known (gram, share)
    where s.schemaname = current_schema() and s.tablename = 'customer_names' and s.attname = 'grams'
      and gram = any (${`{${grams.join(",")}}`}::int[])`);
  const shares = new Map(rows.map(({ gram, share }) => [gram, Number(share)]));
  return (gram) => shares.get(gram) ?? RARE;
}

/**
 * Which share of all names these ways of reading a search may take together at most, and which lie in the pools: hints
 * for choosing a plan, which never decide what is found.
 */
export async function readShares(
  ctx: Ctx,
  ways: readonly GramTerms[],
  pools: readonly number[],
): Promise<{ ofNames: number; ofPools: number; of: (gram: number) => number }> {
  const named = ways.flatMap(({ all, anyOf }) => [...all, ...anyOf.flat()]);
  const of = await sharesOf(ctx, [...new Set([...named, ...pools])]);
  const sum = (grams: readonly number[]) => grams.reduce((total, gram) => total + of(gram), 0);
  const most = ({ all, anyOf }: GramTerms) => Math.min(...all.map(of), ...anyOf.map(sum));
  return { ofNames: ways.reduce((total, way) => total + most(way), 0), ofPools: sum(pools), of };
}

import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import type { GramTerms } from "./search-grams";

/** Of a gram that the statistics don't name so small a share of all names has it that its list is short. */
const RARE = 0;

export type Shares = {
  /** The share of all names that holds the gram. */
  of: (gram: number) => number;
  /** The number of the last name that was written. */
  newest: number;
};

/** The planner's own statistics of these grams: hints for choosing a plan, which never decide what is found. */
export async function readShares(
  ctx: Ctx,
  ways: readonly GramTerms[],
  pools: readonly number[],
): Promise<Shares> {
  const named = ways.flatMap(({ all, anyOf, shared }) => [...all, ...anyOf.flat(), ...(shared ?? [])]);
  const rows = await ctx.db.execute<{ gram: number | null; share: number }>(sql`
    select null as gram, last_value as share from customer_names_numbers union all
    select gram, share from pg_stats s, unnest(s.most_common_elems::text::int[], s.most_common_elem_freqs) as known (gram, share)
    where s.schemaname = current_schema() and s.tablename = 'customer_names' and s.attname = 'grams'
      and gram = any (${`{${[...new Set([...named, ...pools])].join(",")}}`}::int[])`);
  const shares = new Map(rows.map(({ gram, share }) => [gram, Number(share)]));
  return { of: (gram) => shares.get(gram) ?? RARE, newest: shares.get(null) ?? 0 };
}

const product = (values: readonly number[]) => values.reduce((total, one) => total * one, 1);

/** The share of all names that a way of reading a search is likely to find: each gram as likely as the one before lets it be. */
function likely({ all, anyOf, shared }: GramTerms, of: Shares["of"]): number {
  const sum = (grams: readonly number[]) => grams.reduce((total, gram) => total + of(gram), 0);
  const each = [...all.map(of), ...anyOf.map(sum)];
  const most = Math.min(...each);
  const between = shared ? product(shared.map(of)) : 0;
  return between > 0 ? Math.min(most, product(each) / between) : most;
}

/** The share of all names that a search is likely to find, however it is meant. */
export const likelyShare = (ways: readonly GramTerms[], of: Shares["of"]): number =>
  ways.reduce((total, way) => total + likely(way, of), 0);

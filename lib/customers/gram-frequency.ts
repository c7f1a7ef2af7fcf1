import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import type { GramTerms } from "./search-grams";

/** Of a gram that the statistics don't name so small a share of all names has it that its list is short. */
const RARE = 0;
/** How small, where it matters: they name those that one in six hundred names has. */
const GUESSED = 0.0003;

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

const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0);
const product = (values: readonly number[]) => values.reduce((total, one) => total * one, 1);

const eachOf = ({ all, anyOf }: GramTerms, of: Shares["of"]): number[] => [
  ...all.map(of),
  ...anyOf.map((any) => sum(any.map(of))),
];

/** To note a name that fits takes as long as to pass over so many in a list. */
const NOTED = 20;

/**
 * How much the index does for a search, however it is meant, as a share of all names passed over in lists: beside a
 * short list a long one is still read page by page.
 */
export const readShare = (ways: readonly GramTerms[], of: Shares["of"]): number =>
  sum(ways.map((way) => NOTED * Math.min(...eachOf(way, of)) + sum(eachOf(way, of))));

/** The share of all names that a search is likely to find: each gram of a way as likely as the one before lets it be. */
export function likelyShare(ways: readonly GramTerms[], of: Shares["of"]): number {
  const guess = (gram: number) => of(gram) || GUESSED;
  const likely = ways.map((way) => {
    const each = eachOf(way, guess);
    const chained = way.shared ? product(each) / product(way.shared.map(guess)) : 1;
    return Math.min(...each, chained);
  });
  return Math.min(1, sum(likely));
}

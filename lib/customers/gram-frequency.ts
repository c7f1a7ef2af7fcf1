import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import type { GramTerms } from "./search-grams";

/** A gram that the count doesn't name is in so few names that its list is short. */
const RARE = 0;
/** How few, where it matters. */
const GUESSED = 0.00005;

export type Shares = {
  /** The share of all names that holds the gram. */
  of: (gram: number) => number;
  /** The number of the last name that was written. */
  newest: number;
};

/** What the last count says of these grams: hints for choosing how to search, which never decide what is found. */
export async function readShares(
  ctx: Ctx,
  ways: readonly GramTerms[],
  pools: readonly number[],
): Promise<Shares> {
  const named = ways.flatMap(({ all, anyOf, shared }) => [...all, ...anyOf.flat(), ...(shared ?? [])]);
  const asked = `{${[...new Set([...named, ...pools])].join(",")}}`;
  const rows = await ctx.db.execute<{ gram: number | null; share: number }>(sql`
    select null as gram, last_value as share from customer_names_numbers union all
    select gram, share from name_gram_shares where gram = any (${asked}::int[])`);
  const shares = new Map(rows.map(({ gram, share }) => [gram, Number(share)]));
  return { of: (gram) => shares.get(gram) ?? RARE, newest: shares.get(null) ?? 0 };
}

const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0);
const product = (values: readonly number[]) => values.reduce((total, one) => total * one, 1);

const eachOf = ({ all, anyOf }: GramTerms, of: Shares["of"]): number[] => [
  ...all.map(of),
  ...anyOf.map((any) => sum(any.map(of))),
];

/** To read a name of the shortest list takes as long as to pass over so many in a longer one, page by page. */
const READ = 20;

/** How much the index does for a way, as a share of all names passed over in lists. */
export function readShare(way: GramTerms, of: Shares["of"]): number {
  const each = eachOf(way, of);
  return READ * Math.min(...each) + sum(each);
}

/** The share of all names that a way is likely to find: each gram as likely as the one before lets it be. */
function likelyOf(way: GramTerms, of: Shares["of"]): number {
  const each = eachOf(way, of);
  const chained = way.shared ? product(each) / product(way.shared.map(of)) : 1;
  return Math.min(...each, chained);
}

/** The share of all names that a search is likely to find, however it is meant. */
export const likelyShare = (ways: readonly GramTerms[], of: Shares["of"]): number =>
  Math.min(1, sum(ways.map((way) => likelyOf(way, (gram) => of(gram) || GUESSED))));

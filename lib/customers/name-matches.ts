import { type SQL, sql } from "drizzle-orm";
import { containing } from "@/lib/sql-values";
import { type GramTerms, gramTermsOf, wordsOf } from "./search-grams";

const ints = (values: readonly number[]): SQL => sql`${`{${values.join(",")}}`}::int[]`;

const holds = ({ all, anyOf }: GramTerms): SQL =>
  sql.join(
    [
      ...(all.length > 0 ? [sql`n.grams @> ${ints(all)}`] : []),
      ...anyOf.map((any) => sql`n.grams && ${ints(any)}`),
    ],
    sql` and `,
  );

/** Which pool a name belongs to, as a gram: the trigger on customers writes the same, so that the index narrows by both. */
export const poolGram = (poolId: string): number => Number.parseInt(poolId.slice(-8), 16) | 0;

const anyOf = (grams: readonly number[]): SQL => sql`(n.grams && ${ints(grams)})`;

/** The names of these blocks, which name-windows gives; null for one without grams. */
export const inBlocks = anyOf;

const ENOUGH_GRAMS = 4;
/** A gram of a smaller share of all names has a list so short that to read it is less than to look at what it rules out. */
const SHORT = 0.01;

/**
 * The rarest grams of a text: they narrow it down, and the text itself decides. Beside a rare one a common one would be
 * read from one end to the other, for a few names that the rare one alone finds too.
 */
function fewest(text: GramTerms, shareOf?: (gram: number) => number): GramTerms {
  if (!shareOf) return text;
  const rarest = text.all.toSorted((a, b) => shareOf(a) - shareOf(b));
  const short = rarest.filter((gram) => shareOf(gram) < SHORT);
  return { ...text, all: (short.length > 0 ? short : rarest).slice(0, ENOUGH_GRAMS) };
}

/**
 * Names `n` that the text may mean: each of its words somewhere in the name, or its letters as pinyin or initials, in
 * traditional or simplified characters alike; `pools` and `blocks` narrow to theirs where the index is asked, as grams.
 * What has no grams yet is found by its text alone, but not in a block. Null for nothing.
 */
export function nameWhere(
  typed: string,
  plan: {
    shareOf?: (gram: number) => number;
    pools?: readonly number[] | null;
    blocks?: readonly number[];
  } = {},
): SQL | null {
  const { text, spoken } = gramTermsOf(typed);
  const ways = spoken.map((terms) => sql`(${holds(terms)})`);
  if (text) {
    const words = wordsOf(typed).map((word) => sql`coalesce(n.folded, n.name) like ${containing(word)}`);
    ways.unshift(sql`(${sql.join([holds(fewest(text, plan.shareOf)), ...words], sql` and `)})`);
  }
  if (ways.length === 0) return null;
  const limits = [plan.pools, plan.blocks].flatMap((grams) => (grams ? [anyOf(grams)] : []));
  const within = ways.map((way) => sql`(${sql.join([way, ...limits], sql` and `)})`);
  if (!plan.blocks) within.push(sql`(n.grams is null and n.name ilike ${containing(typed.trim())})`);
  return sql`(${sql.join(within, sql` or `)})`;
}

/** Every gram by which the text may be looked for, for asking how common they are; with `shareOf` those that are asked. */
export const waysOf = (typed: string, shareOf?: (gram: number) => number): GramTerms[] => {
  const { text, spoken } = gramTermsOf(typed);
  return text ? [fewest(text, shareOf), ...spoken] : spoken;
};

/** Customers `c` whose name the text may mean. */
export function nameMatches(typed: string): SQL {
  const where = nameWhere(typed);
  return where ? sql`c.id in (select n.customer_id from customer_names n where ${where})` : sql`false`;
}

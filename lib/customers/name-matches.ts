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

/** Names `n` of one of these pools, or blocks (which name-windows gives); null for one without grams. */
export const inGrams = (grams: readonly number[]): SQL => sql`(n.grams && ${ints(grams)})`;

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

/** One way in which a typed text may be meant; as a text, the words that decide. */
export type Way = GramTerms & { words: readonly string[] };

/** Every way in which a text may be meant; with `shareOf`, how common grams are, only those grams that are worth asking. */
export function waysOf(typed: string, shareOf?: (gram: number) => number): Way[] {
  const { text, spoken } = gramTermsOf(typed);
  const ways = spoken.map((terms) => ({ ...terms, words: [] }));
  return text ? [{ ...fewest(text, shareOf), words: wordsOf(typed) }, ...ways] : ways;
}

/** Names `n` that one of these ways means; `pools` and `blocks` narrow to theirs where the index is asked, as grams. */
export function meantBy(
  ways: readonly Way[],
  { pools, blocks }: { pools?: readonly number[] | null; blocks?: readonly number[] } = {},
): SQL {
  const limits = [pools, blocks].flatMap((grams) => (grams ? [inGrams(grams)] : []));
  const parts = ways.map((way) => {
    const words = way.words.map((word) => sql`coalesce(n.folded, n.name) like ${containing(word)}`);
    return sql`(${sql.join([holds(way), ...words, ...limits], sql` and `)})`;
  });
  return sql`(${sql.join(parts, sql` or `)})`;
}

/** Names `n` that have no grams yet, which their text alone finds. */
export const unread = (typed: string): SQL =>
  sql`(n.grams is null and n.name ilike ${containing(typed.trim())})`;

/**
 * Names `n` that the text may mean: each of its words somewhere in the name, or its letters as pinyin or initials, in
 * traditional or simplified characters alike. Null for nothing.
 */
export function nameWhere(typed: string, ways = waysOf(typed)): SQL | null {
  return ways.length === 0 ? null : sql`(${meantBy(ways)} or ${unread(typed)})`;
}

/** Customers `c` whose name the text may mean. */
export function nameMatches(typed: string): SQL {
  const where = nameWhere(typed);
  return where ? sql`c.id in (select n.customer_id from customer_names n where ${where})` : sql`false`;
}

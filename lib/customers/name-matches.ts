import { type SQL, sql } from "drizzle-orm";
import { containing, texts } from "@/lib/sql-values";

/**
 * Customers `c` whose name holds the text, by the indexes on the names. Below three characters there is no trigram:
 * then the single characters narrow it down, which is enough for Chinese.
 */
export function nameMatches(text: string): SQL {
  const characters = [...new Set(text.toLowerCase())];
  const short = [...text].length < 3;
  const narrowed = short ? sql`string_to_array(lower(n.name), null) @> ${texts(characters)} and ` : sql``;
  return sql`c.id in (select n.customer_id from customer_names n where ${narrowed}n.name ilike ${containing(text)})`;
}

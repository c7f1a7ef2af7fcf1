import { bigint, integer, pgTable, real } from "drizzle-orm/pg-core";
import { instant } from "../columns";

/** How common what is looked for in names is, of what isn't rare: hints for choosing how to search, counted among some. */
export const nameGramShares = pgTable("name_gram_shares", {
  gram: integer().primaryKey(),
  /** The share of all names that holds it. */
  share: real().notNull(),
  /** The number of the last name that had been written then. */
  countedTo: bigint({ mode: "number" }).notNull(),
  countedAt: instant().notNull(),
});

import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { id, instant } from "../columns";
import { users } from "./people";

/** What lets a program act as a person over the API. Of the secret only the hash is kept. */
export const apiTokens = pgTable(
  "api_tokens",
  {
    id: id(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    name: text().notNull(),
    /** The first characters of the secret, by which people tell their tokens apart. */
    prefix: text().notNull(),
    /** SHA-256 of the secret, in hex: it has 256 bits of chance, so nothing slower is needed. */
    hash: text().notNull(),
    /** What of its person's rights it has, as lib/permissions reads them. */
    scopes: text().array().notNull(),
    createdAt: instant().notNull(),
    /** Null when the command line made it. */
    createdById: uuid().references(() => users.id),
    /** Null is never. */
    expiresAt: instant(),
    /** Written at most once a minute. */
    lastUsedAt: instant(),
    revokedAt: instant(),
  },
  (t) => [
    uniqueIndex("api_tokens_hash_unique").on(t.hash),
    index("api_tokens_of_user").on(t.userId, t.id),
    check("api_tokens_scopes_some", sql`cardinality(${t.scopes}) > 0`),
  ],
);

/**
 * How many requests a token has made in the present minute. The table is unlogged: counting costs no flush, and after a
 * crash everybody starts afresh.
 */
export const apiWindows = pgTable("api_windows", {
  tokenId: uuid()
    .primaryKey()
    .references(() => apiTokens.id),
  startsAt: instant().notNull(),
  requests: integer().notNull(),
});

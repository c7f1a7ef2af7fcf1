import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { id, instant } from "../columns";
import { users } from "./people";

export const pools = pgTable("pools", {
  id: id(),
  name: text().notNull().unique(),
  description: text().notNull().default(""),
  position: integer().notNull().default(0),
  createdAt: instant().notNull(),
  archivedAt: instant(),
});

export const poolMembers = pgTable(
  "pool_members",
  {
    poolId: uuid()
      .notNull()
      .references(() => pools.id),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    joinedAt: instant().notNull(),
    /** When this person last opened the pool: what came after is new to him. */
    visitedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.poolId, t.userId] }), index("pool_members_of_user").on(t.userId)],
);

/** By the id of the rule; the instants as ISO strings, and the rule as it was before (null: there was none). */
export type StoredGrace = Record<string, { from: string; until: string; was: unknown }>;

/** The rules of a pool, one row a version, never edited. The highest version is in force. */
export const policies = pgTable(
  "policies",
  {
    id: id(),
    poolId: uuid()
      .notNull()
      .references(() => pools.id),
    version: integer().notNull(),
    document: jsonb().$type<unknown>().notNull(),
    note: text().notNull().default(""),
    /** For each rule that is new or another than `was`: who held before `from` loses nothing by it before `until`. */
    grace: jsonb().$type<StoredGrace>(),
    publishedAt: instant().notNull(),
    publishedById: uuid().references(() => users.id),
    /** The earlier version whose rules this one brings back. */
    restoredVersion: integer(),
  },
  (t) => [
    unique("policies_one_row_per_version").on(t.poolId, t.version),
    check("policies_version_positive", sql`${t.version} > 0`),
  ],
);

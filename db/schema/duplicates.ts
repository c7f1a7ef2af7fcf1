import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { code, id, instant } from "../columns";
import { type DuplicateReason, PAIR_STATES } from "../enums";
import { customers } from "./customers";
import { users } from "./people";

/** Two customers that may be one. The lower id comes first, so that a pair is one row whoever finds it. */
export const duplicatePairs = pgTable(
  "duplicate_pairs",
  {
    id: id(),
    lowId: uuid()
      .notNull()
      .references(() => customers.id),
    highId: uuid()
      .notNull()
      .references(() => customers.id),
    /** How sure it is, in ten-thousandths. */
    score: integer().notNull(),
    reasons: text().array().notNull().default(sql`'{}'::text[]`).$type<DuplicateReason[]>(),
    state: code(PAIR_STATES).notNull(),
    foundAt: instant().notNull(),
    /** Put off until then. */
    laterUntil: instant(),
    /** Who asked for them to be merged, and why. */
    askedById: uuid().references(() => users.id),
    askedAt: instant(),
    askedNote: text(),
    decidedAt: instant(),
    /** Null when a job decided. */
    decidedById: uuid().references(() => users.id),
  },
  (t) => [
    unique("duplicate_pairs_once").on(t.lowId, t.highId),
    index("duplicate_pairs_of_high").on(t.highId),
    index("duplicate_pairs_open").on(t.score.desc(), t.id).where(sql`state = 'open'`),
    check("duplicate_pairs_ordered", sql`${t.lowId} < ${t.highId}`),
    check("duplicate_pairs_score_in_range", sql`${t.score} between 0 and 10000`),
    check("duplicate_pairs_state_known", sql`${t.state} in ('open', 'merged', 'dismissed')`),
    check("duplicate_pairs_decided", sql`(${t.state} = 'open') = (${t.decidedAt} is null)`),
    check("duplicate_pairs_asked_by_somebody", sql`(${t.askedById} is null) = (${t.askedAt} is null)`),
  ],
);

/** A fact of the kept customer as it was and as the merge left it. */
export type TakenFact = { from: unknown; to: unknown };

/** What the undo of a merge needs to know of the customer that went. */
export type MergedAway = {
  state: "owned" | "pooled";
  ownerId: string | null;
  nextStep: string | null;
  nextStepAt: string | null;
  protectedUntil: string | null;
  /** What is written nowhere else of one that somebody held; merges of before it was kept have none. */
  held?: {
    followUpsSinceProgress: number;
    overCapSince: string | null;
    dueAt: string | null;
    dueRule: string | null;
    remindAt: string | null;
    /** How many customers of the pool counted towards his cap, this one included. */
    counted: number;
  };
};

/** What the undo of a merge needs to know of the customer that was kept, beside the facts that it took. */
export type KeptBefore = {
  version: number;
  nameKey: string;
  stageChangedAt: string | null;
  gradeDroppedAt: string | null;
  intentDroppedAt: string | null;
  followUpsSinceProgress: number;
  /** The instant that the merge wrote where stage, grade or intent changed with it. */
  writtenAt: string;
};

/** One customer was merged into another: all that it takes to take that back. */
export const merges = pgTable(
  "merges",
  {
    id: id(),
    keepId: uuid()
      .notNull()
      .references(() => customers.id),
    otherId: uuid()
      .notNull()
      .references(() => customers.id),
    /** The version of the event by which the other went. */
    otherVersion: integer().notNull(),
    automatic: boolean().notNull().default(false),
    /** The fields of the kept one that changed with it. */
    taken: jsonb().$type<Record<string, TakenFact>>().notNull(),
    /** The contacts that moved, and which of them had been the other's first. */
    contacts: jsonb().$type<{ id: string; isPrimary: boolean }[]>().notNull(),
    /** The identity of the kept one before. */
    keptIdentity: text().notNull(),
    other: jsonb().$type<MergedAway>().notNull(),
    /** Null for merges of before it was kept. */
    kept: jsonb().$type<KeptBefore>(),
    mergedAt: instant().notNull(),
    mergedById: uuid().references(() => users.id),
    undoneAt: instant(),
    undoneById: uuid().references(() => users.id),
  },
  (t) => [
    uniqueIndex("merges_one_per_other").on(t.otherId).where(sql`undone_at is null`),
    index("merges_of_kept").on(t.keepId, t.mergedAt),
    index("merges_by_time").on(t.mergedAt.desc(), t.id),
    check("merges_of_two", sql`${t.keepId} <> ${t.otherId}`),
  ],
);

/** What a customer shares with one that may be the same: a row per key, by which candidates are found. */
export const duplicateKeys = pgTable(
  "duplicate_keys",
  {
    customerId: uuid()
      .notNull()
      .references(() => customers.id),
    key: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.key, t.customerId] }),
    index("duplicate_keys_of_customer").on(t.customerId),
  ],
);

/** Customers whose keys and pairs are to be looked at anew; triggers of the table of customers fill it. */
export const duplicateQueue = pgTable("duplicate_queue", { customerId: uuid().primaryKey() });

/** What the organisation has decided about duplicates, and how far the last change of the keys has been brought along. */
export const duplicateSettings = pgTable(
  "duplicate_settings",
  {
    one: boolean().primaryKey().default(true),
    /** Whether pairs of the pool that are certain are merged without being asked about. */
    autoMerge: boolean().notNull().default(false),
    /** The version of the folding under which the keys of names were written, and the last customer of the next. */
    keysVersion: integer().notNull().default(0),
    keysCursor: uuid(),
  },
  (t) => [check("duplicate_settings_one", sql`${t.one}`)],
);

import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { code, count, day, instant } from "../columns";
import { STAT_FATES, STAT_MEASURES, STAT_SOURCES } from "../enums";

/*
 * Everything here is derived from the ledger, the tenures, the follow-ups and the deals by lib/stats, and can be thrown
 * away and made again at any time. So no foreign keys: those of the sources hold. Days are days of the organisation.
 */

/** How far the roll-up has read its sources, and until when the figures are complete. One row. */
export const statsProgress = pgTable(
  "stats_progress",
  {
    id: integer().primaryKey(),
    /** Every event, follow-up and deal up to these numbers is counted: none of them can still appear. */
    eventSeq: bigint({ mode: "number" }).notNull(),
    followUpSeq: bigint({ mode: "number" }).notNull(),
    dealSeq: bigint({ mode: "number" }).notNull(),
    /** The zone in which the days were cut; another one means that they have to be cut again. */
    timeZone: text().notNull(),
    rolledUpAt: instant(),
  },
  (t) => [check("stats_progress_is_one_row", sql`${t.id} = 1`)],
);

/** Days whose figures no longer agree with their sources. A row goes with the recomputation of its day. */
export const statsDirtyDays = pgTable(
  "stats_dirty_days",
  { dayOn: day().notNull(), part: text({ enum: ["counts", "levels"] }).notNull() },
  (t) => [primaryKey({ columns: [t.part, t.dayOn] })],
);

/** One stay of a customer in a pool, what ended it, and what became of the customer then. */
export const statsStays = pgTable(
  "stats_stays",
  {
    customerId: uuid().notNull(),
    /** The version of the event that brought it into the pool. */
    enteredVersion: integer().notNull(),
    poolId: uuid().notNull(),
    source: code(STAT_SOURCES).notNull(),
    /** Who held it until then, and for how long. */
    fromUserId: uuid(),
    heldSeconds: integer(),
    /** How often it had come back to a pool by then, this time included. */
    bounceCount: smallint().notNull(),
    enteredAt: instant().notNull(),
    enteredOn: day().notNull(),
    leftMeasure: code(STAT_MEASURES),
    leftOn: day(),
    pooledSeconds: integer(),
    /** Who took it, for stays that ended with a claim or an assignment. */
    takerId: uuid(),
    fate: code(STAT_FATES).notNull(),
    /** Whether anybody made a qualifying follow-up before it came back. */
    followed: boolean().notNull(),
    /** Whether it is the customer's last stay, and the customer is still worked with. */
    isLatest: boolean().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.enteredVersion] }),
    index("stats_stays_entered").on(t.enteredOn, t.poolId),
    index("stats_stays_left").on(t.leftOn, t.poolId).where(sql`left_on is not null`),
    index("stats_stays_bounces").on(t.poolId, t.bounceCount).where(sql`is_latest`),
  ],
);

/**
 * What happened on a day, and the exact durations that ended with it: in total, and once more by person. The totals
 * are what a pool's charts read, so that they don't get slower with the number of people.
 */
export const statsDays = pgTable(
  "stats_days",
  {
    isTotal: boolean().notNull(),
    dayOn: day().notNull(),
    poolId: uuid().notNull(),
    /** Through whose hands it went; null in totals. */
    userId: uuid(),
    measure: code(STAT_MEASURES).notNull(),
    count: count(),
    /** Ascending: time in the pool, time held or time to the first contact, as the measure says. */
    seconds: integer().array(),
  },
  (t) => [
    unique("stats_days_once").on(t.isTotal, t.dayOn, t.poolId, t.userId, t.measure).nullsNotDistinct(),
    check("stats_days_total_is_nobodys", sql`${t.isTotal} = (${t.userId} is null)`),
    check("stats_days_count_positive", sql`${t.count} > 0`),
  ],
);

/** What became of the customers that entered a pool on a day, or were taken out of it on a day: in total and by taker. */
export const statsFlows = pgTable(
  "stats_flows",
  {
    isTotal: boolean().notNull(),
    cohort: text({ enum: ["entered", "taken"] }).notNull(),
    dayOn: day().notNull(),
    poolId: uuid().notNull(),
    takerId: uuid(),
    source: code(STAT_SOURCES).notNull(),
    fate: code(STAT_FATES).notNull(),
    followed: boolean().notNull(),
    count: count(),
  },
  (t) => [
    unique("stats_flows_once")
      .on(t.isTotal, t.cohort, t.dayOn, t.poolId, t.takerId, t.source, t.fate, t.followed)
      .nullsNotDistinct(),
    check("stats_flows_total_is_nobodys", sql`${t.isTotal} = (${t.takerId} is null)`),
    check("stats_flows_count_positive", sql`${t.count} > 0`),
  ],
);

/** Where the customers were at the end of a day: in the pool (no user), or in somebody's hands. */
export const statsLevels = pgTable(
  "stats_levels",
  {
    dayOn: day().notNull(),
    poolId: uuid().notNull(),
    userId: uuid(),
    customerCount: count(),
    /** For every held customer with a follow-up in the last year: how many days before it was, ascending. */
    touchedDaysAgo: smallint().array(),
    /** Held, not won, and 30 days or more without a qualifying follow-up. */
    idleCount: count(),
  },
  (t) => [
    unique("stats_levels_once").on(t.dayOn, t.poolId, t.userId).nullsNotDistinct(),
    index("stats_levels_in_pool").on(t.poolId, t.dayOn).where(sql`user_id is null`),
  ],
);

/** How many of the customers of a pool have come back to a pool how often, now. */
export const statsBounces = pgTable(
  "stats_bounces",
  { poolId: uuid().notNull(), bounceCount: smallint().notNull(), customerCount: count() },
  (t) => [primaryKey({ columns: [t.poolId, t.bounceCount] })],
);

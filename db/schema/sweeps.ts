import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { code, count, day, id, instant } from "../columns";
import { EVENT_KINDS, GUARDED_JOBS, HOLD_STATES, LEFT_REASONS, SWEEP_JOBS, SWEEP_STATES } from "../enums";
import { customers } from "./customers";
import { users } from "./people";
import { policies, pools } from "./pools";

/** One run of a job that moved customers by a rule. Its events name it, and it can be taken back as a whole. */
export const sweeps = pgTable(
  "sweeps",
  {
    id: id(),
    job: code(SWEEP_JOBS).notNull(),
    state: code(SWEEP_STATES).notNull(),
    startedAt: instant().notNull(),
    /** Who dealt out by hand; null for a job. */
    startedById: uuid().references(() => users.id),
    /** When it last moved somebody: a sweep that is cut off ends there. */
    lastAt: instant().notNull(),
    finishedAt: instant(),
    movedCount: count(),
    restoredCount: count(),
    undoStartedAt: instant(),
    undoneAt: instant(),
    undoneById: uuid().references(() => users.id),
  },
  (t) => [
    index("sweeps_started").on(t.startedAt, t.id),
    index("sweeps_running").on(t.job).where(sql`state = 'running'`),
    check("sweeps_counts_fit", sql`${t.restoredCount} between 0 and ${t.movedCount}`),
  ],
);

/** How many a sweep moved out of a pool, by which rule of which policy. Written with the moves. */
export const sweepParts = pgTable(
  "sweep_parts",
  {
    sweepId: uuid()
      .notNull()
      .references(() => sweeps.id),
    poolId: uuid()
      .notNull()
      .references(() => pools.id),
    kind: code(EVENT_KINDS).notNull(),
    policyId: uuid()
      .notNull()
      .references(() => policies.id),
    rule: text().notNull(),
    movedCount: count(),
  },
  (t) => [primaryKey({ columns: [t.sweepId, t.poolId, t.kind, t.policyId, t.rule] })],
);

/** Whom an undo could not put back, and why; written anew each time the undo is run. */
export const sweepLeftovers = pgTable(
  "sweep_leftovers",
  {
    sweepId: uuid()
      .notNull()
      .references(() => sweeps.id),
    customerId: uuid()
      .notNull()
      .references(() => customers.id),
    reason: code(LEFT_REASONS).notNull(),
  },
  (t) => [primaryKey({ columns: [t.sweepId, t.customerId] })],
);

/** What was foreseen of a pool's reclaims, or of its clean-ups, on a day of the organisation, and what became of it. */
export const reclaimDays = pgTable(
  "reclaim_days",
  {
    poolId: uuid()
      .notNull()
      .references(() => pools.id),
    job: code(GUARDED_JOBS).notNull().default("reclaim-due"),
    dayOn: day().notNull(),
    /** How many deadlines, or ends of stays, fell on the day when it was last foreseen; null: nobody has looked. */
    expected: integer(),
    /** The day on which that was counted, and the policy under which. */
    madeOn: day(),
    policyId: uuid().references(() => policies.id),
    taken: count(),
    /** How many an admin has let go beyond what was foreseen. */
    approved: count(),
    /** What was foreseen of the days in which no sweep ran before this one. */
    carried: count(),
    /** When a sweep of the pool last ran on the day, to the hour; null: none did. */
    sweptAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.poolId, t.job, t.dayOn] })],
);

/** A sweep that wanted more of a pool than was foreseen, and waits for an admin or has been decided. */
export const sweepHolds = pgTable(
  "sweep_holds",
  {
    id: id(),
    poolId: uuid()
      .notNull()
      .references(() => pools.id),
    job: code(GUARDED_JOBS).notNull().default("reclaim-due"),
    policyId: uuid()
      .notNull()
      .references(() => policies.id),
    state: code(HOLD_STATES).notNull(),
    /** What was foreseen, the most that may go without asking, and what was found. */
    expectedCount: count(),
    ceiling: count(),
    foundCount: count(),
    heldAt: instant().notNull(),
    decidedAt: instant(),
    decidedById: uuid().references(() => users.id),
    note: text().notNull().default(""),
  },
  (t) => [
    uniqueIndex("sweep_holds_one_waiting").on(t.poolId, t.job).where(sql`state = 'waiting'`),
    index("sweep_holds_by_time").on(t.heldAt),
    check("sweep_holds_decided", sql`(${t.state} = 'waiting') = (${t.decidedAt} is null)`),
  ],
);

/** A stretch in which nothing is reclaimed from a pool, or from any (`poolId` null). Clocks stand still meanwhile. */
export const reclaimPauses = pgTable(
  "reclaim_pauses",
  {
    id: id(),
    poolId: uuid().references(() => pools.id),
    fromAt: instant().notNull(),
    untilAt: instant(),
    note: text().notNull().default(""),
    startedById: uuid().references(() => users.id),
    endedById: uuid().references(() => users.id),
    /** Whether the deadlines that it moved have been marked since it ended; nothing is taken before. */
    settled: boolean().notNull().default(false),
  },
  (t) => [
    uniqueIndex("reclaim_pauses_one_running")
      .on(t.poolId)
      .where(sql`until_at is null and pool_id is not null`),
    uniqueIndex("reclaim_pauses_one_of_all")
      .on(sql`(pool_id is null)`)
      .where(sql`until_at is null and pool_id is null`),
    index("reclaim_pauses_over").on(t.poolId, t.untilAt).where(sql`until_at is not null`),
    check("reclaim_pauses_end_after_start", sql`${t.untilAt} >= ${t.fromAt}`),
  ],
);

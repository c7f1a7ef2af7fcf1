import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { code, id, instant, minorUnits } from "../columns";
import {
  ACTIVITY_KINDS,
  CHANNELS,
  OUTCOMES,
  PROTECTED_AFTER,
  REQUEST_ANSWERS,
  type Suspicion,
} from "../enums";
import { contacts, customers } from "./customers";
import { tenures } from "./ledger";
import { users } from "./people";

/** The order in which rows were written, by which the statistics find what is new to them. */
const seq = () => bigint({ mode: "number" }).generatedAlwaysAsIdentity().unique();

export const followUps = pgTable(
  "follow_ups",
  {
    id: id(),
    seq: seq(),
    customerId: uuid()
      .notNull()
      .references(() => customers.id),
    tenureId: uuid()
      .notNull()
      .references(() => tenures.id),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    contactId: uuid().references(() => contacts.id),
    channel: code(CHANNELS).notNull(),
    outcome: code(OUTCOMES).notNull(),
    note: text().notNull().default(""),
    nextStep: text(),
    nextStepAt: instant(),
    /** What proves it, as it was typed: a link to a recording, a mail, a picture. */
    evidence: text(),
    /** The note without what doesn't tell one from another; null when too short to compare. */
    noteKey: text(),
    suspicions: text().array().notNull().default(sql`'{}'::text[]`).$type<Suspicion[]>(),
    /** Whether it resets the clocks, decided by the policy in force when it was logged. */
    qualifies: boolean().notNull(),
    /** Whether it is a follow-up to clocks, rules and figures: one that looks like a sham isn't, where that policy said so. */
    counts: boolean().notNull().default(true),
    at: instant().notNull(),
  },
  (t) => [
    index("follow_ups_of_customer").on(t.customerId, t.at),
    index("follow_ups_of_user").on(t.userId, t.at),
    index("follow_ups_of_tenure").on(t.tenureId, t.at),
    index("follow_ups_at").on(t.at),
    index("follow_ups_flagged").on(t.at.desc(), t.id).where(sql`suspicions <> '{}'`),
  ],
);

export const deals = pgTable(
  "deals",
  {
    id: id(),
    seq: seq(),
    customerId: uuid()
      .notNull()
      .references(() => customers.id),
    tenureId: uuid()
      .notNull()
      .references(() => tenures.id),
    /** Who held the customer on the day: later transfers don't rewrite it. */
    userId: uuid()
      .notNull()
      .references(() => users.id),
    title: text().notNull(),
    amount: minorUnits().notNull(),
    currency: text().notNull(),
    at: instant().notNull(),
  },
  (t) => [
    index("deals_of_customer").on(t.customerId, t.at),
    index("deals_of_user").on(t.userId, t.at),
    index("deals_at").on(t.at),
    check("deals_amount_not_negative", sql`${t.amount} >= 0`),
  ],
);

/** A stretch in which no clock of the customer runs. At most one is open per customer. */
export const protections = pgTable(
  "protections",
  {
    id: id(),
    customerId: uuid()
      .notNull()
      .references(() => customers.id),
    tenureId: uuid()
      .notNull()
      .references(() => tenures.id),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    reason: text().notNull().default(""),
    /** The event whose undo it lets hold for a while; null where somebody asked for it. */
    after: code(PROTECTED_AFTER),
    fromAt: instant().notNull(),
    untilAt: instant().notNull(),
    /** Set when it was lifted before its end, or when the tenure ended. */
    liftedAt: instant(),
  },
  (t) => [
    index("protections_of_tenure").on(t.tenureId),
    index("protections_of_customer").on(t.customerId, t.fromAt),
    index("protections_of_user").on(t.userId, t.untilAt),
    check("protections_until_after_from", sql`${t.untilAt} > ${t.fromAt}`),
    uniqueIndex("protections_no_double_start").on(t.customerId, t.fromAt),
  ],
);

/** Who looked at the unmasked contacts of a customer, and when; append-only as the ledger is. */
export const reveals = pgTable(
  "reveals",
  {
    id: id(),
    customerId: uuid()
      .notNull()
      .references(() => customers.id),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    at: instant().notNull(),
  },
  (t) => [index("reveals_of_customer").on(t.customerId, t.at), index("reveals_of_user").on(t.userId, t.at)],
);

/**
 * An owner asks for a protection that he may not take himself. While it waits, at most until `lapsesAt`, the clocks stand
 * still; one that was answered with yes becomes a protection.
 */
export const requests = pgTable(
  "requests",
  {
    id: id(),
    customerId: uuid()
      .notNull()
      .references(() => customers.id),
    tenureId: uuid()
      .notNull()
      .references(() => tenures.id),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    days: integer().notNull(),
    reason: text().notNull(),
    askedAt: instant().notNull(),
    lapsesAt: instant().notNull(),
    /** When it was answered, withdrawn, or found to have lapsed. */
    endedAt: instant(),
    answer: code(REQUEST_ANSWERS),
    answeredById: uuid().references(() => users.id),
    note: text().notNull().default(""),
  },
  (t) => [
    index("requests_of_customer").on(t.customerId, t.askedAt),
    index("requests_waiting").on(t.lapsesAt).where(sql`ended_at is null`),
    uniqueIndex("requests_one_waiting").on(t.customerId).where(sql`ended_at is null`),
    check("requests_lapse_after_asking", sql`${t.lapsesAt} > ${t.askedAt}`),
    check("requests_end_has_answer", sql`(${t.endedAt} is null) = (${t.answer} is null)`),
  ],
);

/** What a customer did of itself, and when; append-only. `recordedAt` is when we learned of it. */
export const activities = pgTable(
  "activities",
  {
    id: id(),
    customerId: uuid()
      .notNull()
      .references(() => customers.id),
    /** Who wrote it down; null for a system that reported it. */
    userId: uuid().references(() => users.id),
    kind: code(ACTIVITY_KINDS).notNull(),
    note: text().notNull().default(""),
    at: instant().notNull(),
    recordedAt: instant().notNull(),
  },
  (t) => [
    index("activities_of_customer").on(t.customerId, t.at),
    check("activities_kind_known", sql`${t.kind} in ('visit', 'page_view', 'enquiry')`),
    check("activities_not_ahead", sql`${t.at} <= ${t.recordedAt}`),
  ],
);

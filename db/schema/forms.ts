import { sql } from "drizzle-orm";
import {
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { code, id, instant } from "../columns";
import { LOCALES } from "../enums";
import { customers } from "./customers";
import { users } from "./people";
import { pools } from "./pools";

/** A field of a form: which field of a customer it fills, and how it asks for it. */
export type StoredFormField = { field: string; label: string; required: boolean };
/** Where what was sent goes when the field says one of these; the first that fits decides. */
export type StoredRoute = { field: string; values: string[]; poolId: string };
/** Which of our fields a name of another system goes into; null goes nowhere but is kept. */
export type StoredMapping = Record<string, string | null>;

/** A page on which a stranger may write to us. */
export const webForms = pgTable("web_forms", {
  id: id(),
  /** Stands in its address; it can't be guessed. */
  key: text().notNull().unique(),
  title: text().notNull(),
  intro: text().notNull().default(""),
  locale: code(LOCALES).notNull(),
  fields: jsonb().$type<StoredFormField[]>().notNull(),
  /** What has to be agreed to; empty asks for nothing. */
  consent: text().notNull().default(""),
  thanks: text().notNull().default(""),
  redirectUrl: text(),
  poolId: uuid()
    .notNull()
    .references(() => pools.id),
  routes: jsonb().$type<StoredRoute[]>().notNull(),
  /** The sites that may show it in a frame. */
  origins: text().array().notNull().default(sql`'{}'::text[]`),
  createdAt: instant().notNull(),
  createdById: uuid().references(() => users.id),
  closedAt: instant(),
});

/** An address to which another system posts what it has. */
export const inboxes = pgTable("inboxes", {
  id: id(),
  key: text().notNull().unique(),
  name: text().notNull(),
  mapping: jsonb().$type<StoredMapping>().notNull(),
  poolId: uuid()
    .notNull()
    .references(() => pools.id),
  routes: jsonb().$type<StoredRoute[]>().notNull(),
  /** Sealed; with it every post must be signed. */
  secret: text(),
  createdAt: instant().notNull(),
  createdById: uuid().references(() => users.id),
  closedAt: instant(),
});

/** A file that came with a post; `size` is its bytes. */
export type StoredFile = { name: string; type: string; size: number };

/** `received` is stored and not looked at yet; `held` waits for a person. */
export const SUBMISSION_STATES = ["received", "held", "done", "discarded"] as const;
export type SubmissionState = (typeof SUBMISSION_STATES)[number];

/** What was sent to a form or an inbox. It is stored before anything is made of it, and never deleted. */
export const submissions = pgTable(
  "submissions",
  {
    id: id(),
    formId: uuid().references(() => webForms.id),
    inboxId: uuid().references(() => inboxes.id),
    /** What tells the same post from another: the token of the page, the id of the message. */
    ticket: text().notNull(),
    receivedAt: instant().notNull(),
    /** The body as it came, base64 where it isn't text; null for a form, whose values are all. */
    raw: text(),
    contentType: text(),
    values: jsonb().$type<Record<string, string>>().notNull(),
    /** What was attached: the files themselves stand in the body as it came. */
    files: jsonb().$type<StoredFile[]>().notNull().default([]),
    /** The sender's address, under a mark that only we can make. */
    sender: text(),
    state: code(SUBMISSION_STATES).notNull(),
    /** Why it waits. */
    reasons: text().array().notNull().default(sql`'{}'::text[]`),
    outcome: text({ enum: ["created", "enquiry"] }),
    customerId: uuid().references(() => customers.id),
    settledAt: instant(),
    settledById: uuid().references(() => users.id),
  },
  (t) => [
    uniqueIndex("submissions_once_per_form").on(t.formId, t.ticket).where(sql`form_id is not null`),
    uniqueIndex("submissions_once_per_inbox").on(t.inboxId, t.ticket).where(sql`inbox_id is not null`),
    index("submissions_received").on(t.receivedAt, t.id).where(sql`state = 'received'`),
    index("submissions_held").on(t.receivedAt, t.id).where(sql`state = 'held'`),
    index("submissions_at").on(t.receivedAt, t.id),
    check("submissions_one_source", sql`(${t.formId} is null) <> (${t.inboxId} is null)`),
    check("submissions_state_known", sql`${t.state} in ('received', 'held', 'done', 'discarded')`),
    check(
      "submissions_done_has_customer",
      sql`${t.state} <> 'done' or ${t.customerId} is not null and ${t.outcome} is not null`,
    ),
  ],
);

/** How often a key has knocked within a window. */
export const submissionLimits = pgTable(
  "submission_limits",
  {
    key: text().notNull(),
    windowAt: instant().notNull(),
    hits: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.key, t.windowAt] }), index("submission_limits_window").on(t.windowAt)],
);

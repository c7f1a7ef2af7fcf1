import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { code, count, id, instant } from "../columns";
import {
  BULK_VERBS,
  EXPORT_FORMATS,
  EXPORT_STATES,
  ITEM_OUTCOMES,
  LISTS,
  LOCALES,
  SELECTION_STATES,
  VIEW_AUDIENCES,
} from "../enums";
import { customers } from "./customers";
import { teams, users } from "./people";

/** A list as somebody keeps it: what its address asks, and how it is laid out. lib/views says what may stand in it. */
export const savedViews = pgTable(
  "saved_views",
  {
    id: id(),
    list: code(LISTS).notNull(),
    name: text().notNull(),
    audience: code(VIEW_AUDIENCES).notNull(),
    ownerId: uuid()
      .notNull()
      .references(() => users.id),
    teamId: uuid().references(() => teams.id),
    /** The parameters of the address, those that are not the default. */
    state: jsonb().$type<Record<string, string>>().notNull(),
    revision: integer().notNull().default(1),
    createdAt: instant().notNull(),
    editedAt: instant().notNull(),
  },
  (t) => [
    index("saved_views_of_owner").on(t.ownerId, t.list),
    index("saved_views_shared").on(t.list, t.audience).where(sql`audience <> 'own'`),
    check("saved_views_team_matches_audience", sql`(${t.audience} = 'team') = (${t.teamId} is not null)`),
  ],
);

/** With which view a list opens for somebody; for everybody who has not chosen when `userId` is null. */
export const viewDefaults = pgTable(
  "view_defaults",
  {
    id: id(),
    list: code(LISTS).notNull(),
    userId: uuid().references(() => users.id),
    viewId: uuid()
      .notNull()
      .references(() => savedViews.id, { onDelete: "cascade" }),
    setAt: instant().notNull(),
  },
  (t) => [
    index("view_defaults_of_view").on(t.viewId),
    // One of each: a person's, and the organisation's.
    unique("view_defaults_one").on(t.userId, t.list).nullsNotDistinct(),
  ],
);

/** Views that somebody keeps at hand beside the navigation, in his order. */
export const viewPins = pgTable(
  "view_pins",
  {
    userId: uuid()
      .notNull()
      .references(() => users.id),
    viewId: uuid()
      .notNull()
      .references(() => savedViews.id, { onDelete: "cascade" }),
    position: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.viewId] }), index("view_pins_of_view").on(t.viewId)],
);

/** The customers that a list held at an instant, as somebody chose them all; and what is then done with them. */
export const selections = pgTable(
  "selections",
  {
    id: id(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    list: code(LISTS).notNull(),
    total: integer().notNull(),
    state: code(SELECTION_STATES).notNull().default("open"),
    verb: code(BULK_VERBS),
    input: jsonb().$type<Record<string, unknown>>(),
    okCount: count(),
    failedCount: count(),
    undoneCount: count(),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
    startedAt: instant(),
    /** When it last went on: one that has stood still is taken further by the job. */
    touchedAt: instant(),
    finishedAt: instant(),
  },
  (t) => [
    index("selections_of_user").on(t.userId, t.createdAt),
    index("selections_at_work").on(t.touchedAt).where(sql`state in ('running', 'undoing')`),
    index("selections_expiring").on(t.expiresAt),
    check("selections_at_work_have_verb", sql`${t.state} = 'open' or ${t.verb} is not null`),
  ],
);

/** One customer of a selection and what became of it; `undo` is what it takes to bring it back. */
export const selectionItems = pgTable(
  "selection_items",
  {
    selectionId: uuid()
      .notNull()
      .references(() => selections.id, { onDelete: "cascade" }),
    position: integer().notNull(),
    customerId: uuid()
      .notNull()
      .references(() => customers.id),
    outcome: code(ITEM_OUTCOMES),
    error: text(),
    params: jsonb().$type<Record<string, string | number | boolean | null>>(),
    undo: jsonb().$type<Record<string, unknown>>(),
  },
  (t) => [
    primaryKey({ columns: [t.selectionId, t.position] }),
    index("selection_items_of_customer").on(t.customerId),
    index("selection_items_left").on(t.selectionId, t.position).where(sql`outcome is null`),
  ],
);

/** Everything that ever left as a file: who, when, which list under which filters, how many rows, who said yes. */
export const exports = pgTable(
  "exports",
  {
    id: id(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    list: code(LISTS).notNull(),
    /** The parameters of the list's address, its columns among them. */
    search: jsonb().$type<Record<string, string>>().notNull(),
    format: code(EXPORT_FORMATS).notNull(),
    locale: code(LOCALES).notNull(),
    state: code(EXPORT_STATES).notNull(),
    /** How many customers the list held when it was asked for; an estimate for a long one. */
    expected: integer().notNull(),
    rowCount: count(),
    byteCount: count(),
    /** SHA-256 of the file, in hex. */
    fileHash: text(),
    failure: text(),
    askedAt: instant().notNull(),
    decidedById: uuid().references(() => users.id),
    decidedAt: instant(),
    startedAt: instant(),
    touchedAt: instant(),
    finishedAt: instant(),
    /** From then on the file is gone; this row stays. */
    expiresAt: instant(),
    downloadCount: count(),
    downloadedAt: instant(),
  },
  (t) => [
    index("exports_asked").on(t.askedAt),
    index("exports_of_user").on(t.userId, t.askedAt),
    index("exports_at_work").on(t.askedAt).where(sql`state in ('queued', 'running')`),
    index("exports_expiring").on(t.expiresAt).where(sql`expires_at is not null`),
    check("exports_not_decided_by_asker", sql`${t.decidedById} is distinct from ${t.userId}`),
  ],
);

const bytes = customType<{ data: Uint8Array }>({ dataType: () => "bytea" });

/** The file of an export in pieces, until it expires. */
export const exportParts = pgTable(
  "export_parts",
  {
    exportId: uuid()
      .notNull()
      .references(() => exports.id, { onDelete: "cascade" }),
    position: integer().notNull(),
    bytes: bytes().notNull(),
  },
  (t) => [primaryKey({ columns: [t.exportId, t.position] })],
);

/** How the organisation lets lists leave; no row means as by default. */
export const exportRules = pgTable(
  "export_rules",
  {
    one: boolean().primaryKey().default(true),
    /** An export of more customers than this needs the yes of somebody else; null switches it off. */
    approvalAbove: integer(),
    setById: uuid().references(() => users.id),
    setAt: instant().notNull(),
  },
  (t) => [check("export_rules_one", sql`${t.one}`)],
);

/** How often somebody looked for whole phone numbers among customers whose contacts he sees masked. */
export const phoneLookups = pgTable("phone_lookups", {
  userId: uuid()
    .primaryKey()
    .references(() => users.id),
  /** When the present window began. */
  fromAt: instant().notNull(),
  count: count(),
});

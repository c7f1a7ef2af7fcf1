import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { code, count, id, instant } from "../columns";
import { IMPORT_STATES, ROW_OUTCOMES } from "../enums";
import { customers } from "./customers";
import { users } from "./people";
import { pools } from "./pools";

const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => "bytea" });

/** A file that was sent to be imported, kept until it expires: any replica can read it, and go on reading it. */
export const importFiles = pgTable(
  "import_files",
  {
    id: id(),
    fileName: text().notNull(),
    byteCount: bigint({ mode: "number" }).notNull(),
    /** Of each part but the last. */
    partBytes: integer().notNull(),
    /** SHA-256 of the whole; null until every part is there. */
    hash: text(),
    /** The encoding that the whole of it speaks for; null for a workbook, and where none is found. */
    encoding: text(),
    uploadedById: uuid().references(() => users.id),
    uploadedAt: instant().notNull(),
    expiresAt: instant().notNull(),
    /** When its bytes were thrown away; what was imported of it stays. */
    goneAt: instant(),
  },
  (t) => [index("import_files_to_expire").on(t.expiresAt).where(sql`gone_at is null`)],
);

/** The bytes of a file, in parts of one size, counted from 0. */
export const importFileParts = pgTable(
  "import_file_parts",
  {
    fileId: uuid()
      .notNull()
      .references(() => importFiles.id),
    part: integer().notNull(),
    bytes: bytes().notNull(),
  },
  (t) => [primaryKey({ columns: [t.fileId, t.part] })],
);

/** What was counted or done with the rows of a file, by reason where they were not taken. */
export type StoredForecast = {
  rows: number;
  created: number;
  updated: number;
  duplicate: number;
  rejected: number;
  reasons: Record<string, number>;
};

/** One file into one pool: tried, then entered batch by batch. The counts add up to `rowCount` at every commit. */
export const imports = pgTable(
  "imports",
  {
    id: id(),
    poolId: uuid()
      .notNull()
      .references(() => pools.id),
    fileId: uuid().references(() => importFiles.id),
    fileName: text().notNull(),
    fileHash: text().notNull(),
    encoding: text(),
    /** The header of the file in its order, each column with the field it went to. */
    mapping: jsonb().$type<{ header: string; field: string | null }[]>().notNull(),
    /** The folded header, by which the next file of its kind finds the mapping again. */
    headerKey: text(),
    /** What was asked; lib/imports/schema says what it may be. */
    plan: jsonb().$type<unknown>().notNull().default({}),
    /** How the file was read: lib/imports/import-types. */
    facts: jsonb().$type<unknown>(),
    state: code(IMPORT_STATES).notNull(),
    /** The rows of the file; null until they were counted. */
    totalRows: integer(),
    /** The last row of the file, as a spreadsheet counts, that is accounted for. */
    reachedRow: count(),
    rowCount: count(),
    createdCount: count(),
    updatedCount: count(),
    duplicateCount: count(),
    rejectedCount: count(),
    /** What a dry run counted. */
    forecast: jsonb().$type<StoredForecast>(),
    /** Why it failed: the code of an error, and its params. */
    failure: text(),
    failureParams: jsonb().$type<Record<string, string | number | boolean | null>>(),
    startedById: uuid().references(() => users.id),
    startedAt: instant().notNull(),
    finishedAt: instant(),
    /** Who works on it, and when he last said so by the clock of the database. */
    leaseId: uuid(),
    leasedUntil: instant(),
    undoneAt: instant(),
    undoneById: uuid().references(() => users.id),
    undoneCount: count(),
    /** What an undo left as it was. */
    keptCount: count(),
  },
  (t) => [
    index("imports_started").on(t.startedAt),
    index("imports_to_work").on(t.id).where(sql`state in ('checking', 'waiting', 'running', 'undoing')`),
    index("imports_by_header").on(t.headerKey, t.id).where(sql`header_key is not null`),
    index("imports_of_file").on(t.fileId).where(sql`file_id is not null`),
    check(
      "imports_finished_adds_up",
      sql`${t.state} <> 'finished' or ${t.rowCount} = ${t.createdCount} + ${t.updatedCount} + ${t.duplicateCount} + ${t.rejectedCount}`,
    ),
  ],
);

/** What an import changed in a customer that was there: a field with what stood there and what stands there now. */
export type StoredChanges = {
  facts: Record<string, { from: unknown; to: unknown }>;
  contacts: string[];
  /** The identity key that it had before a credit code came. */
  identity?: string;
};

export const importRows = pgTable(
  "import_rows",
  {
    importId: uuid()
      .notNull()
      .references(() => imports.id),
    rowNumber: integer().notNull(),
    outcome: code(ROW_OUTCOMES).notNull(),
    reasons: jsonb().$type<{ code: string; field?: string; value?: string }[]>(),
    customerId: uuid().references(() => customers.id),
    /** The cells as they stood in the file, kept for rows that were rejected or not taken. */
    cells: jsonb().$type<string[]>(),
    /** The version of the customer, and the instant, at which the row was entered: what came later keeps an undo off. */
    version: integer(),
    at: instant(),
    changes: jsonb().$type<StoredChanges>(),
    /** What became of it in an undo: `undone`, or why it was left as it is. */
    undo: text(),
    /** Whether somebody has changed its cells since the file was sent. */
    fixed: boolean().notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.importId, t.rowNumber] }),
    index("import_rows_by_outcome")
      .on(t.importId, t.outcome, t.rowNumber)
      .where(sql`outcome in ('duplicate', 'rejected')`),
    index("import_rows_of_customer").on(t.customerId, t.importId).where(sql`customer_id is not null`),
    index("import_rows_left").on(t.importId, t.rowNumber).where(sql`undo is not null and undo <> 'undone'`),
  ],
);

/** Cells that somebody set right; they stand in for those of the file. */
export const importFixes = pgTable(
  "import_fixes",
  {
    importId: uuid()
      .notNull()
      .references(() => imports.id),
    rowNumber: integer().notNull(),
    cells: jsonb().$type<string[]>().notNull(),
    fixedById: uuid().references(() => users.id),
    at: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.rowNumber] })],
);

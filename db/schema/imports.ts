import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { code, count, id, instant } from "../columns";
import { IMPORT_STATES, ROW_OUTCOMES } from "../enums";
import { customers } from "./customers";
import { users } from "./people";
import { pools } from "./pools";

/** One file into one pool. The counts add up to `rowCount` when it is finished. */
export const imports = pgTable(
  "imports",
  {
    id: id(),
    poolId: uuid()
      .notNull()
      .references(() => pools.id),
    fileName: text().notNull(),
    fileHash: text().notNull(),
    encoding: text(),
    /** The header of the file in its order, each column with the field it went to. */
    mapping: jsonb().$type<{ header: string; field: string | null }[]>().notNull(),
    state: code(IMPORT_STATES).notNull(),
    rowCount: count(),
    createdCount: count(),
    updatedCount: count(),
    duplicateCount: count(),
    rejectedCount: count(),
    failure: text(),
    startedById: uuid().references(() => users.id),
    startedAt: instant().notNull(),
    finishedAt: instant(),
  },
  (t) => [
    index("imports_started").on(t.startedAt),
    check(
      "imports_finished_adds_up",
      sql`${t.state} <> 'finished' or ${t.rowCount} = ${t.createdCount} + ${t.updatedCount} + ${t.duplicateCount} + ${t.rejectedCount}`,
    ),
  ],
);

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
  },
  (t) => [
    primaryKey({ columns: [t.importId, t.rowNumber] }),
    index("import_rows_by_outcome").on(t.importId, t.outcome),
  ],
);

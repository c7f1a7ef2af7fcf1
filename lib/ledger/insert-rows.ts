import { getTableColumns, type SQL, sql, type Table } from "drizzle-orm";
import { toSnakeCase } from "drizzle-orm/casing";

/**
 * Inserts many rows as one parameter, however many columns they have; every row names the same ones, and what none names
 * has the default of its table. A statement with a placeholder for each value takes longer to write than to run.
 */
export function insertRows<T extends Table>(table: T, rows: readonly T["$inferInsert"][]): SQL {
  const known = getTableColumns(table);
  const keys = Object.keys(known).filter((key) =>
    rows.some((row) => (row as Record<string, unknown>)[key] !== undefined),
  );
  const columns = sql.join(
    keys.map((key) => sql.identifier(toSnakeCase(key))),
    sql`, `,
  );
  const values = rows.map((row) =>
    Object.fromEntries(keys.map((key) => [toSnakeCase(key), (row as Record<string, unknown>)[key] ?? null])),
  );
  return sql`insert into ${table} (${columns}) select ${columns}
    from jsonb_populate_recordset(null::${table}, ${JSON.stringify(values)}::jsonb)`;
}

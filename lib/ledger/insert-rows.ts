import { getTableColumns, type SQL, sql, type Table } from "drizzle-orm";
import { toSnakeCase } from "drizzle-orm/casing";

/**
 * Inserts many rows as one parameter, however many columns they have; every row names the same ones, and what none names
 * has the default of its table. A statement with a placeholder for each value takes longer to write than to run.
 */
export function insertRows<T extends Table>(table: T, rows: readonly T["$inferInsert"][]): SQL {
  const given = rows as readonly Record<string, unknown>[];
  const named = Object.keys(getTableColumns(table)).filter((key) =>
    given.some((row) => row[key] !== undefined),
  );
  const keys = named.map((key) => [key, toSnakeCase(key)] as const);
  const columns = sql.join(
    keys.map(([, name]) => sql.identifier(name)),
    sql`, `,
  );
  const values = given.map((row) => {
    const value: Record<string, unknown> = {};
    for (const [key, name] of keys) value[name] = row[key] ?? null;
    return value;
  });
  return sql`insert into ${table} (${columns}) select ${columns}
    from json_populate_recordset(null::${table}, ${JSON.stringify(values)}::json)`;
}

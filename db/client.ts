import { is } from "drizzle-orm";
import { PgTransaction } from "drizzle-orm/pg-core";
import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { guarding } from "./guarding";
import { preparing } from "./preparing";
import { reviving } from "./reviving";

export type Db = PostgresJsDatabase;
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];
export type Executor = Db | Tx;

export type Connection = { db: Db; sql: postgres.Sql; end: () => Promise<void> };

/**
 * Opens a pool on a PostgreSQL 15 or newer; nothing is sent before the first query. Statements are prepared, once
 * per connection; `prepare: false` is for a PgBouncer in transaction mode that doesn't know prepared statements.
 */
export function connect(url: string, options: { max?: number; prepare?: boolean } = {}): Connection {
  const open = () =>
    postgres(url, {
      max: options.max ?? 10,
      prepare: options.prepare ?? true,
      idle_timeout: 60,
      connect_timeout: 10,
      onnotice: () => {},
      // Policies are written into statements as literals (lib/deadlines/on-the-clock): a backslash is a character like another.
      connection: { application_name: "gonghai", standard_conforming_strings: "on" },
    });
  const pool = reviving(open);
  const sql = guarding(pool);
  const client = guarding(options.prepare === false ? pool : preparing(pool));
  return { db: drizzle({ client, casing: "snake_case" }), sql, end: () => sql.end({ timeout: 5 }) };
}

/** Whether the executor is already inside a transaction. */
export const isTx = (executor: Executor): executor is Tx => is(executor, PgTransaction);

import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, inject } from "vitest";
import { type Connection, connect, type Db } from "@/db/client";

/** A database of a test file's own; `adminUrl` is the superuser's on the same server. */
export type TestDb = { db: Db; sql: postgres.Sql; url: string; adminUrl: string };

type Options = { max?: number };

const APP_ROLE = "gonghai";

/**
 * Gives the test file a migrated, empty database of its own, dropped after it; call it once at the top level.
 * The returned getter works inside hooks and tests.
 */
export function useTestDb(options: Options = {}): () => TestDb {
  let testDb: TestDb | undefined;
  let connection: Connection | undefined;
  let name = "";

  beforeAll(async () => {
    const { adminUrl, appUrl, template } = inject("databaseServer");
    name = `test_${randomBytes(6).toString("hex")}`;
    await asAdmin(adminUrl, async (sql) => {
      // One copy at a time: PostgreSQL refuses to copy a template that another session is copying into.
      await sql`select pg_advisory_lock(1)`;
      await sql.unsafe(`create database ${name} template ${template} strategy file_copy owner ${APP_ROLE}`);
      await sql`select pg_advisory_unlock(1)`;
    });
    const url = new URL(appUrl);
    url.pathname = `/${name}`;
    connection = connect(url.href, { max: options.max ?? 10 });
    testDb = { db: connection.db, sql: connection.sql, url: url.href, adminUrl };
  });

  afterAll(async () => {
    await connection?.end();
    if (!name) return;
    const { adminUrl } = inject("databaseServer");
    await asAdmin(adminUrl, (sql) => sql.unsafe(`drop database if exists ${name} with (force)`));
  });

  return () => {
    if (!testDb) throw new Error("The test database exists only inside hooks and tests.");
    return testDb;
  };
}

async function asAdmin<T>(adminUrl: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}

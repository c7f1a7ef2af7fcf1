import { realpathSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import type postgres from "postgres";
import { connect } from "./client";

const FOLDER = path.join(path.dirname(fileURLToPath(import.meta.url)), "migrations");
/** Any number that nothing else on the database locks. */
const LOCK = 4_702_111;

/** `unknown` counts migrations of a newer version of the product. */
export type MigrationState = { applied: number; pending: number; unknown: number };

/**
 * Brings the database to the newest schema and returns how many migrations that took.
 * Of several at once one migrates and the others wait; the lock belongs to a transaction, as PgBouncer demands.
 */
export async function migrateDatabase(url: string): Promise<{ applied: number }> {
  const guard = connect(url, { max: 1, prepare: false });
  const worker = connect(url, { max: 1, prepare: false });
  try {
    return await guard.sql.begin(async (lock) => {
      await lock`select pg_advisory_xact_lock(${LOCK})`;
      const { pending } = await readState(worker.sql);
      if (pending === 0) return { applied: 0 };
      await migrate(worker.db, { migrationsFolder: FOLDER });
      const { pending: left } = await readState(worker.sql);
      // Drizzle passes over a migration that is older than the newest one applied.
      if (left > 0)
        throw new Error(`${left} migrations are older than one already applied: give them a newer date.`);
      return { applied: pending };
    });
  } finally {
    await Promise.all([guard.end(), worker.end()]);
  }
}

/** How many migrations a database has and lacks. */
export async function migrationState(url: string): Promise<MigrationState> {
  const { sql, end } = connect(url, { max: 1, prepare: false });
  try {
    return await readState(sql);
  } finally {
    await end();
  }
}

async function readState(sql: postgres.Sql): Promise<MigrationState> {
  const ours = readMigrationFiles({ migrationsFolder: FOLDER }).map((migration) => migration.folderMillis);
  const [journal] = await sql<{ there: boolean }[]>`
    select to_regclass('drizzle.__drizzle_migrations') is not null as there`;
  if (!journal?.there) return { applied: 0, pending: ours.length, unknown: 0 };
  const rows = await sql<{ at: string }[]>`select created_at::text as at from drizzle.__drizzle_migrations`;
  const done = new Set(rows.map((row) => Number(row.at)));
  const applied = ours.filter((at) => done.has(at)).length;
  return { applied, pending: ours.length - applied, unknown: done.size - applied };
}

const isMain =
  process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url);
if (isMain) {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error("DATABASE_URL is not set: which database is to be migrated?");
  await migrateDatabase(url);
}

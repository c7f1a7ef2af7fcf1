import postgres from "postgres";
import { expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import { migrateDatabase, migrationState } from "./migrate";

const testDb = useTestDb();

async function emptyDatabase(name: string): Promise<string> {
  const { adminUrl, url } = testDb();
  const sql = postgres(adminUrl, { max: 1 });
  await sql.unsafe(`create database ${name} owner gonghai`);
  await sql.end();
  const target = new URL(url);
  target.pathname = `/${name}`;
  return target.href;
}

test("a clone of the template has the newest schema", async () => {
  expect(await migrationState(testDb().url)).toMatchObject({ pending: 0, unknown: 0 });
  expect(await migrateDatabase(testDb().url)).toEqual({ applied: 0 });
});

test("of eight at once on an empty database one migrates, and the others find it done", async () => {
  const url = await emptyDatabase("migrated_by_eight");
  const { pending } = await migrationState(url);
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => migrateDatabase(url)));
  expect(outcomes.map((outcome) => outcome.applied).toSorted((a, b) => a - b)).toEqual([
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    pending,
  ]);
  expect(await migrationState(url)).toEqual({ applied: pending, pending: 0, unknown: 0 });
});

test("migrations of a newer version are counted as unknown", async () => {
  const url = await emptyDatabase("from_the_future");
  await migrateDatabase(url);
  const sql = postgres(url, { max: 1 });
  await sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('newer', 9999999999999)`;
  await sql.end();
  expect(await migrationState(url)).toMatchObject({ pending: 0, unknown: 1 });
});

test("the database's role is not a superuser, and Chinese has trigrams", async () => {
  const [role] = await testDb().sql`select rolsuper from pg_roles where rolname = current_user`;
  expect(role?.rolsuper).toBe(false);
  const [row] = await testDb().sql<{ grams: string[] }[]>`select show_trgm('空调公司') as grams`;
  expect(row?.grams.length).toBeGreaterThan(0);
});

import { sql } from "drizzle-orm";
import { beforeAll, expect, it, vi } from "vitest";
import { workerHeartbeats } from "@/db/schema/notifications";
import { useTestDb } from "@/db/testing";
import { readiness } from "./health";

vi.stubEnv("AUTH_SECRET", "s".repeat(32));
const testDb = useTestDb();
const now = new Date("2026-11-18T02:32:00Z");

beforeAll(() => {
  vi.stubEnv("DATABASE_URL", testDb().url);
});

it("is ready with every migration, worker or not", async () => {
  expect(await readiness(testDb().db, now)).toMatchObject({
    ready: true,
    database: true,
    migrations: { pending: 0 },
    worker: { state: "none", ageSeconds: null },
  });
});

it("tells how long the worker has been silent", async () => {
  const { db } = testDb();
  const seen = (seconds: number) => new Date(now.getTime() - seconds * 1000);
  await db
    .insert(workerHeartbeats)
    .values({ id: "old", jobMode: "embedded", startedAt: seen(9000), seenAt: seen(61) });
  expect((await readiness(db, now)).worker).toEqual({ state: "late", ageSeconds: 61 });
  await db
    .insert(workerHeartbeats)
    .values({ id: "new", jobMode: "embedded", startedAt: seen(9), seenAt: seen(4) });
  expect((await readiness(db, now)).worker).toEqual({ state: "alive", ageSeconds: 4 });
});

it("is not ready while a migration is missing", async () => {
  const { db } = testDb();
  await db.execute(
    sql`delete from drizzle.__drizzle_migrations where created_at = (select max(created_at) from drizzle.__drizzle_migrations)`,
  );
  expect(await readiness(db, now)).toMatchObject({ ready: false, migrations: { pending: 1 } });
});

import { desc, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import journal from "@/db/migrations/meta/_journal.json";
import { workerHeartbeats } from "@/db/schema/notifications";
import { env } from "./env";

const WORKER_LATE_SECONDS = 60;

export type Readiness = {
  ready: boolean;
  database: boolean;
  migrations: { applied: number; pending: number };
  /** `elsewhere`: Trigger.dev runs the jobs. Its age is of the last sign of life; the site is ready without it. */
  worker: { state: "alive" | "late" | "none" | "elsewhere"; ageSeconds: number | null };
};

/** Whether this process can serve: the database answers and has every migration. Says nothing that is a secret. */
export async function readiness(db: Executor, now: Date): Promise<Readiness> {
  const migrations = await migrationCounts(db);
  return {
    ready: migrations.pending === 0,
    database: true,
    migrations,
    worker: migrations.pending === 0 ? await workerState(db, now) : { state: "none", ageSeconds: null },
  };
}

/** What is said when the database does not answer. */
export const NOT_READY: Readiness = {
  ready: false,
  database: false,
  migrations: { applied: 0, pending: journal.entries.length },
  worker: { state: "none", ageSeconds: null },
};

async function migrationCounts(db: Executor): Promise<Readiness["migrations"]> {
  const all = journal.entries.map((entry) => entry.when);
  const [there] = await db.execute<{ there: boolean }>(
    sql`select to_regclass('drizzle.__drizzle_migrations') is not null as there`,
  );
  if (!there?.there) return { applied: 0, pending: all.length };
  const rows = await db.execute<{ at: string }>(
    sql`select created_at::text as at from drizzle.__drizzle_migrations`,
  );
  const done = new Set(rows.map((row) => Number(row.at)));
  const applied = all.filter((at) => done.has(at)).length;
  return { applied, pending: all.length - applied };
}

async function workerState(db: Executor, now: Date): Promise<Readiness["worker"]> {
  if (env().TRIGGER_SECRET_KEY) return { state: "elsewhere", ageSeconds: null };
  const [last] = await db
    .select({ seenAt: workerHeartbeats.seenAt })
    .from(workerHeartbeats)
    .orderBy(desc(workerHeartbeats.seenAt))
    .limit(1);
  if (!last) return { state: "none", ageSeconds: null };
  const ageSeconds = Math.max(0, Math.round((now.getTime() - last.seenAt.getTime()) / 1000));
  return { state: ageSeconds > WORKER_LATE_SECONDS ? "late" : "alive", ageSeconds };
}

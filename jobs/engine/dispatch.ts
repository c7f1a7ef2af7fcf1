import { createHash } from "node:crypto";
import type { PgBoss } from "pg-boss";
import { BOSS_SCHEMA, type JobsMode, jobsMode } from "./mode";

export type JobId = "reclaim-due" | "send-reminders" | "deliver-notifications" | "roll-up-stats";

/** `queued` is false when the job was not accepted: it runs at its next minute all the same. */
export type Nudge = { queued: boolean; runId: string | null };

const CONNECT_TIMEOUT_MS = 2_000;
const PAUSE_AFTER_FAILURE_MS = 15_000;

/**
 * Asks for a job now rather than at its next minute; to be called after the commit, and never needed for correctness.
 * The same `key` asks once. Never rejects: what fails here costs at most a minute.
 */
export async function nudge(id: JobId, key: string): Promise<Nudge> {
  try {
    const mode: JobsMode = jobsMode();
    return mode === "trigger" ? await viaTrigger(id, key) : await viaEmbedded(id, key);
  } catch {
    return { queued: false, runId: null };
  }
}

// The SDK and pg-boss are loaded at the first nudge only: the SDK alone costs 60 MB.
async function viaTrigger(id: JobId, key: string): Promise<Nudge> {
  const { idempotencyKeys, tasks } = await import("@trigger.dev/sdk");
  const payload = {
    type: "IMPERATIVE",
    scheduleId: "nudge",
    timestamp: new Date(),
    timezone: "UTC",
    upcoming: [],
  };
  // A plain string would be a key of the surrounding run, not of the project.
  const idempotencyKey = await idempotencyKeys.create([id, key], { scope: "global" });
  const options = { idempotencyKey, idempotencyKeyTTL: "1h" };
  const handle = await tasks.trigger(id, payload, options, { retry: { maxAttempts: 1 } });
  return { queued: true, runId: handle.id };
}

async function viaEmbedded(id: JobId, key: string): Promise<Nudge> {
  const runId = nudgeRunId(id, key);
  const boss = await openSender();
  if (!boss) return { queued: false, runId: null };
  // Null: the same key was sent before, or a run is waiting already and will see what is due.
  await boss.send(id, {}, { id: runId });
  return { queued: true, runId };
}

/** The run's id in the embedded engine: a UUID made of the job and the key alone. */
export function nudgeRunId(id: JobId, key: string): string {
  const hex = createHash("sha256").update(`${id}\0${key}`).digest("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}

let sender: { url: string; boss: Promise<PgBoss>; failedAt?: number } | undefined;

/** The process's one sending pg-boss: it neither works nor schedules nor migrates. */
async function openSender(): Promise<PgBoss | undefined> {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error("DATABASE_URL is not set");
  const rested =
    sender?.failedAt === undefined || performance.now() - sender.failedAt > PAUSE_AFTER_FAILURE_MS;
  if (!rested) return undefined;
  if (!sender || sender.url !== url || sender.failedAt !== undefined)
    sender = { url, boss: startSender(url) };
  const current = sender;
  try {
    return await current.boss;
  } catch (error) {
    current.failedAt = performance.now();
    throw error;
  }
}

async function startSender(url: string): Promise<PgBoss> {
  const { PgBoss } = await import("pg-boss");
  const boss = new PgBoss({
    connectionString: url,
    schema: BOSS_SCHEMA,
    application_name: "gonghai-nudge",
    max: 1,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    migrate: false,
    supervise: false,
    schedule: false,
  });
  // A lost connection is reported here and at the next send; the pool reconnects by itself.
  boss.on("error", () => {});
  try {
    return await boss.start();
  } catch (error) {
    await boss.stop({ graceful: false });
    throw error;
  }
}

/** Closes the sender, for a process that is to end. */
export async function closeDispatch(): Promise<void> {
  const closing = sender;
  sender = undefined;
  const boss = await closing?.boss.catch(() => undefined);
  await boss?.stop({ graceful: false });
}

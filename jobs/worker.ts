import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type { PgBoss } from "pg-boss";
import pino from "pino";
import { startEmbedded } from "./engine/embedded";
import { beat, forget, HEARTBEAT_MS, type Heartbeat } from "./engine/heartbeat";
import { jobsMode } from "./engine/mode";
import { closeSystemPool, systemPool } from "./engine/system-context";
import { jobs } from "./registry";

const EXIT_MISCONFIGURED = 78;
// Ten seconds in all: seven for the jobs at work, the rest for the connections.
const DRAIN_MS = 7_000;
const GIVE_UP_MS = 9_500;
const RETRY_START_MS = 2_000;

const log = pino(
  { level: process.env.LOG_LEVEL ?? "info", base: { name: "worker", pid: process.pid } },
  pino.destination({ fd: 2, sync: true }),
);

/** Ends the process unless the embedded worker may run here; returns the database's address. */
function requireEmbedded(): string {
  try {
    if (jobsMode() === "trigger") {
      throw new Error(
        "TRIGGER_SECRET_KEY is set: Trigger.dev runs the jobs, and a second engine would run them too.",
      );
    }
    const url = process.env.DATABASE_URL;
    if (!url) throw new Error("DATABASE_URL is not set: the worker needs the database of the application.");
    return url;
  } catch (error) {
    log.fatal(error instanceof Error ? error.message : String(error));
    process.exit(EXIT_MISCONFIGURED);
  }
}

async function startWhenReachable(url: string, stopping: AbortSignal): Promise<PgBoss | undefined> {
  while (!stopping.aborted) {
    try {
      return await startEmbedded({ url, log, jobs: jobs.values() });
    } catch (error) {
      log.error({ err: error }, `the job engine did not start; trying again in ${RETRY_START_MS / 1000} s`);
      await sleep(RETRY_START_MS, undefined, { signal: stopping }).catch(() => {});
    }
  }
  return undefined;
}

/** Writes a sign of life every few seconds until told to stop; a lost database is only logged. */
async function keepBeating(worker: Heartbeat, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    await beat(systemPool().db, worker, new Date()).catch((error) =>
      log.warn({ err: error }, "the sign of life could not be written"),
    );
    await sleep(HEARTBEAT_MS, undefined, { signal: stopping }).catch(() => {});
  }
}

async function main(): Promise<void> {
  const url = requireEmbedded();
  const stopping = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      if (stopping.signal.aborted) return;
      log.info({ signal }, "stopping");
      setTimeout(() => {
        log.error("a job would not end in time; it will be run again by the next worker");
        process.exit(1);
      }, GIVE_UP_MS).unref();
      stopping.abort();
    });
  }
  const worker: Heartbeat = {
    id: `${hostname()}:${process.pid}`,
    jobMode: "embedded",
    startedAt: new Date(),
  };
  const boss = await startWhenReachable(url, stopping.signal);
  if (boss) {
    log.info({ worker: worker.id, jobs: [...jobs.keys()] }, "worker ready");
    await keepBeating(worker, stopping.signal);
    await boss.stop({ graceful: true, timeout: DRAIN_MS });
    await forget(systemPool().db, worker.id).catch(() => {});
  }
  await closeSystemPool();
  log.info("stopped");
}

for (const event of ["uncaughtException", "unhandledRejection"] as const) {
  process.on(event, (error: unknown) => {
    log.fatal({ err: error }, "unexpected error; the worker ends, to be started again");
    process.exit(1);
  });
}
await main();
process.exit(0);

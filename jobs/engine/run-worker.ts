import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type { PgBoss } from "pg-boss";
import type { RegisteredJob } from "./define";
import { type EngineLog, startEmbedded } from "./embedded";
import { beat, forget, HEARTBEAT_MS, type Heartbeat } from "./heartbeat";
import { kickOnChange } from "./kick";
import { closeSystemPool, systemPool } from "./system-context";

// Ten seconds in all: seven for the jobs at work, the rest for the connections.
const DRAIN_MS = 7_000;
const GIVE_UP_MS = 9_500;
const RETRY_START_MS = 2_000;

type Options = { url: string; log: EngineLog; jobs: ReadonlyMap<string, RegisteredJob> };

/**
 * Works the jobs until SIGTERM or SIGINT, then lets those at work finish and resolves; after 9.5 s it ends the process
 * with code 1, and the next worker runs again what was cut short. Waits for a database that can't be reached.
 */
export async function runWorker({ url, log, jobs }: Options): Promise<void> {
  const stopping = untilSignal(log);
  const worker: Heartbeat = {
    id: `${hostname()}:${process.pid}`,
    jobMode: "embedded",
    startedAt: new Date(),
  };
  const boss = await startWhenReachable({ url, log, jobs }, stopping);
  if (boss) {
    const stopKicking = await kickOnChange(boss, log).catch((error: unknown) => {
      log.warn({ err: error }, "nothing is kicked; every job runs at its minute");
      return async () => {};
    });
    log.info({ worker: worker.id, jobs: [...jobs.keys()] }, "worker ready");
    await keepBeating(worker, log, stopping);
    await stopKicking();
    await boss.stop({ graceful: true, timeout: DRAIN_MS });
    await forget(systemPool().db, worker.id).catch(() => {});
  }
  await closeSystemPool();
  log.info({ worker: worker.id }, "stopped");
}

function untilSignal(log: EngineLog): AbortSignal {
  const stopping = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      if (stopping.signal.aborted) return;
      log.info({ signal }, "stopping");
      setTimeout(() => {
        log.error({}, "a job would not end in time; the next worker runs it again");
        process.exit(1);
      }, GIVE_UP_MS).unref();
      stopping.abort();
    });
  }
  return stopping.signal;
}

async function startWhenReachable(
  { url, log, jobs }: Options,
  stopping: AbortSignal,
): Promise<PgBoss | undefined> {
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
async function keepBeating(worker: Heartbeat, log: EngineLog, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    await beat(systemPool().db, worker, new Date()).catch((error: unknown) =>
      log.warn({ err: error }, "the sign of life could not be written"),
    );
    await sleep(HEARTBEAT_MS, undefined, { signal: stopping }).catch(() => {});
  }
}

import { type JobWithMetadata, PgBoss } from "pg-boss";
import { type RegisteredJob, jobs as registered } from "./define";
import { BOSS_SCHEMA } from "./mode";

// A worker that died is noticed HEARTBEAT to HEARTBEAT + SUPERVISE seconds after its last sign of life.
const HEARTBEAT_SECONDS = 10;
const HEARTBEAT_REFRESH_SECONDS = 3;
const SUPERVISE_SECONDS = 3;
const SAME_ERROR_AGAIN_MS = 15_000;
const KEEP_FINISHED_SECONDS = 3 * 86_400;

export type EngineLog = {
  debug: (facts: object, message: string) => void;
  info: (facts: object, message: string) => void;
  warn: (facts: object, message: string) => void;
  error: (facts: object, message: string) => void;
};

export type EmbeddedOptions = {
  url: string;
  log: EngineLog;
  jobs?: Iterable<RegisteredJob>;
};

/**
 * Starts pg-boss on the database, brings its queues and crons in line with the registry, and works them.
 * Retry, duration and concurrency are Trigger.dev's, with whole seconds and a back-off factor of 2.
 */
export async function startEmbedded({
  url,
  log,
  jobs = registered.values(),
}: EmbeddedOptions): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: url,
    schema: BOSS_SCHEMA,
    application_name: "gonghai-worker",
    max: 3,
    useListenNotify: true,
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
    // Whoever starts while a dead worker's run still counts as active takes no run of that job until it looks again.
    queueCacheIntervalSeconds: SUPERVISE_SECONDS,
    cronMonitorIntervalSeconds: 2,
    cronWorkerIntervalSeconds: 1,
  });
  boss.on(
    "error",
    sparsely((error) => log.error({ err: error }, "job engine error")),
  );
  boss.on("warning", (warning) => log.warn({ warning }, "job engine warning"));
  await boss.start();
  try {
    const wanted = [...jobs];
    for (const job of wanted) await declareQueue(boss, job);
    await unscheduleGone(boss, new Set(wanted.map((job) => job.id)), log);
    for (const job of wanted) await workQueue(boss, job, log);
  } catch (error) {
    await boss.stop({ graceful: false });
    throw error;
  }
  return boss;
}

/** Passes an error on unless the same was passed on just before: a lost database is found out by every poll. */
function sparsely(report: (error: Error) => void): (error: Error) => void {
  const reported = new Map<string, number>();
  return (error) => {
    const now = performance.now();
    for (const [message, at] of reported) if (now - at > SAME_ERROR_AGAIN_MS) reported.delete(message);
    // Each of pg-boss's workers adds its own name to the message.
    const message = error.message.replace(/ \(Queue: .*\)$/, "");
    if (reported.has(message)) return;
    reported.set(message, now);
    report(error);
  };
}

async function declareQueue(boss: PgBoss, job: RegisteredJob): Promise<void> {
  const settings = {
    retryLimit: job.retry.maxAttempts - 1,
    retryDelay: Math.max(1, Math.round(job.retry.minTimeoutInMs / 1000)),
    retryBackoff: job.retry.factor > 1,
    retryDelayMax: Math.ceil(job.retry.maxTimeoutInMs / 1000),
    expireInSeconds: job.maxDuration,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    deleteAfterSeconds: KEEP_FINISHED_SECONDS,
    notify: true,
  };
  // "stately": one waiting, one running. A sweep does all that is due, so a second one waiting adds nothing,
  // and the minutes in which no worker runs leave a single job behind.
  const policy = job.queue.concurrencyLimit === 1 ? "stately" : "short";
  await boss.createQueue(job.id, { ...settings, policy });
  await boss.updateQueue(job.id, settings);
  await boss.schedule(job.id, job.cron.pattern, {}, { tz: job.cron.timezone, missed: "once" });
}

async function unscheduleGone(boss: PgBoss, ids: ReadonlySet<string>, log: EngineLog): Promise<void> {
  for (const schedule of await boss.getSchedules()) {
    if (ids.has(schedule.name)) continue;
    await boss.unschedule(schedule.name, schedule.key);
    log.warn({ job: schedule.name }, "job is gone from the code; unscheduled");
  }
}

async function workQueue(boss: PgBoss, job: RegisteredJob, log: EngineLog): Promise<void> {
  const options = {
    includeMetadata: true,
    batchSize: 1,
    localConcurrency: job.queue.concurrencyLimit,
    heartbeatRefreshSeconds: HEARTBEAT_REFRESH_SECONDS,
    pollingIntervalSeconds: 1,
    // In notify mode a retry or a delayed job waits for this poll, 30 s by default.
    notifyPollingIntervalSeconds: 1,
  } as const;
  await boss.work(job.id, options, async ([run]: JobWithMetadata[]) => {
    if (!run) return undefined;
    const facts = { job: job.id, run: run.id, attempt: run.retryCount + 1 };
    const started = performance.now();
    const took = () => Math.round(performance.now() - started);
    try {
      // The job's creation is its scheduled instant: it stays the same through every retry.
      const output = await job.run({ timestamp: run.createdOn });
      // A minute in which nothing was due is no news.
      const level = Object.values(output).some((count) => count > 0) ? "info" : "debug";
      log[level]({ ...facts, ms: took(), ...output }, "job done");
      return output;
    } catch (error) {
      log.error({ ...facts, ms: took(), of: job.retry.maxAttempts, err: error }, "job failed");
      throw error;
    }
  });
}

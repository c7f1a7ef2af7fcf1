/** What a job answers with: counts, shown in the log, in the queue and by the command line. */
export type JobOutput = Readonly<Record<string, number>>;

export type JobRetry = {
  maxAttempts: number;
  factor: number;
  minTimeoutInMs: number;
  maxTimeoutInMs: number;
  randomize: boolean;
};

export type ScheduledPayload = { timestamp: Date };

/** One job as both engines understand it: the fields are Trigger.dev's own, `maxDuration` in seconds. */
export type ScheduledJob<Id extends string = string> = {
  id: Id;
  cron: { pattern: string; timezone: string };
  queue: { name: string; concurrencyLimit: number };
  maxDuration: number;
  retry: JobRetry;
  run: (payload: ScheduledPayload) => Promise<JobOutput>;
};

/** A registered job; `runAt` takes any instant, also one to come, and is for people who ask for it by name. */
export type RegisteredJob = ScheduledJob & { runAt: (at: Date) => Promise<JobOutput> };

// On globalThis, because a bundler may evaluate this module more than once in one process.
const REGISTRY = Symbol.for("gonghai.jobs.registry");
const holder = globalThis as { [REGISTRY]?: Map<string, RegisteredJob> };
holder[REGISTRY] ??= new Map();
const registry = holder[REGISTRY];

/** Every job whose task module was loaded, by id. */
export const jobs: ReadonlyMap<string, RegisteredJob> = registry;

/** A sweep is idempotent, so trying again is always right; the next minute tries anyway. */
export const SWEEP_RETRY: JobRetry = {
  maxAttempts: 4,
  factor: 2,
  minTimeoutInMs: 1_000,
  maxTimeoutInMs: 20_000,
  randomize: true,
};

/** The organisation's time zone, in which the crons are read. */
export const cronTimeZone = (): string => process.env.ORG_TIME_ZONE || "Asia/Shanghai";

/**
 * Registers a job for the embedded engine and returns what `schedules.task()` takes.
 * A run keeps its scheduled instant through every retry, and never runs at an instant still to come.
 */
export function scheduledJob<const Id extends string>(job: ScheduledJob<Id>): ScheduledJob<Id> {
  const present = (at: Date) => new Date(Math.min(at.getTime(), Date.now()));
  const definition = {
    ...job,
    run: ({ timestamp }: ScheduledPayload) => job.run({ timestamp: present(timestamp) }),
  };
  registry.set(job.id, { ...definition, runAt: (at) => job.run({ timestamp: at }) });
  return definition;
}

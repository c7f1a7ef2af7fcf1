import { type Command, InvalidArgumentError } from "commander";

type RunOptions = { at?: Date; json?: boolean };

/** `job list` and `job run`: what the schedules run, once, by hand. */
export function register(program: Command): void {
  const job = program.command("job").description("scheduled jobs: list them, run one now");

  job
    .command("list")
    .description("the jobs and when they run")
    .option("--json", "print JSON")
    .action((options: { json?: boolean }) => list(options.json ?? false));

  job
    .command("run")
    .description("run one job once, here and now")
    .argument("<id>", "the job, e.g. reclaim-due")
    .option("--at <instant>", "as if it were this instant, e.g. 2026-12-01T09:00:00+08:00", parseInstant)
    .option("--json", "print JSON")
    .action((id: string, options: RunOptions, command: Command) => run(id, options, command));
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;

function parseInstant(value: string): Date {
  const at = new Date(value);
  if (!INSTANT.test(value) || Number.isNaN(at.getTime())) {
    throw new InvalidArgumentError("It must be an instant with its zone, e.g. 2026-12-01T09:00:00+08:00.");
  }
  return at;
}

async function list(json: boolean): Promise<void> {
  const { jobs } = await import("@/jobs/registry");
  const rows = [...jobs.values()].map(({ id, cron, queue, maxDuration, retry }) => ({
    id,
    cron: cron.pattern,
    timeZone: cron.timezone,
    queue: queue.name,
    maxDurationSeconds: maxDuration,
    attempts: retry.maxAttempts,
  }));
  if (json) console.log(JSON.stringify({ jobs: rows }));
  else for (const row of rows) console.log(`${row.id.padEnd(24)}${row.cron.padEnd(16)}${row.timeZone}`);
}

async function run(id: string, options: RunOptions, command: Command): Promise<void> {
  const { jobs } = await import("@/jobs/registry");
  const { closeSystemPool } = await import("@/jobs/engine/system-context");
  const job = jobs.get(id);
  if (!job)
    return command.error(`There is no job "${id}". Known: ${[...jobs.keys()].join(", ")}.`, { exitCode: 2 });
  const at = options.at ?? new Date();
  const started = performance.now();
  try {
    const result = await job.runAt(at);
    const ms = Math.round(performance.now() - started);
    if (options.json) console.log(JSON.stringify({ job: id, at: at.toISOString(), ms, result }));
    else {
      const counts = Object.entries(result).map(([name, count]) => `${name} ${count}`);
      console.log(`${id} at ${at.toISOString()}: ${counts.join(", ")} (${ms} ms)`);
    }
  } finally {
    await closeSystemPool();
  }
}

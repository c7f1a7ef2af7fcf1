import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import type { ScheduledJob } from "./engine/define";

/** What both sides must agree on, one line a job: `id cron zone queue limit seconds attempts`. */
type Facts = {
  id: string;
  cron: string;
  timeZone: string;
  queue: string;
  maxDuration: number;
  attempts: number;
};

const Manifest = z.object({
  tasks: z.array(
    z.object({
      id: z.string(),
      schedule: z.object({ cron: z.string(), timezone: z.string() }).optional(),
      queue: z.object({ name: z.string().optional() }).optional(),
      retry: z.object({ maxAttempts: z.number().optional() }).optional(),
      maxDuration: z.number().optional(),
    }),
  ),
  queues: z.array(z.object({ name: z.string(), concurrencyLimit: z.number().nullish() })).optional(),
});
export type Manifest = z.infer<typeof Manifest>;

/** Every way in which what Trigger.dev would run differs from what the embedded worker runs, one sentence each. */
export function differences(manifest: Manifest, jobs: Iterable<ScheduledJob>): string[] {
  const wanted = [...jobs];
  const ours = new Map(wanted.map((job) => [job.id, ofJob(job)]));
  const theirs = new Map(manifest.tasks.map((task) => [task.id, ofTask(task)]));
  const limits = new Map(manifest.queues?.map((queue) => [queue.name, queue.concurrencyLimit ?? null]));
  const found: string[] = [];
  if (theirs.size !== manifest.tasks.length) found.push("two tasks have the same id");
  for (const [id, facts] of ours) {
    const task = theirs.get(id);
    if (!task) {
      found.push(`${id}: in the registry, but Trigger.dev finds no such task in jobs/tasks`);
      continue;
    }
    for (const name of ["cron", "timeZone", "queue", "maxDuration", "attempts"] as const) {
      if (task[name] !== facts[name]) {
        found.push(`${id}: ${name} is ${facts[name]} in the registry, ${task[name]} for Trigger.dev`);
      }
    }
  }
  for (const id of theirs.keys()) {
    if (!ours.has(id)) found.push(`${id}: a Trigger.dev task that jobs/registry.ts does not load`);
  }
  for (const { id, queue } of wanted) {
    if (limits.get(queue.name) !== queue.concurrencyLimit) {
      found.push(
        `${id}: queue ${queue.name} has limit ${queue.concurrencyLimit} in the registry, ${limits.get(queue.name)} for Trigger.dev`,
      );
    }
  }
  return found;
}

const ofJob = ({ id, cron, queue, maxDuration, retry }: ScheduledJob): Facts => ({
  ...{ id, cron: cron.pattern, timeZone: cron.timezone, queue: queue.name },
  ...{ maxDuration, attempts: retry.maxAttempts },
});

const ofTask = ({ id, schedule, queue, maxDuration, retry }: Manifest["tasks"][number]): Facts => ({
  ...{
    id,
    cron: schedule?.cron ?? "none",
    timeZone: schedule?.timezone ?? "none",
    queue: queue?.name ?? "none",
  },
  ...{ maxDuration: maxDuration ?? 0, attempts: retry?.maxAttempts ?? 0 },
});

// The CLI's own modules, by file path: its package exports only its root. Hence the exact version in package.json.
type Build = { runtime: string; indexWorkerEntryPoint?: string };
type Cli = {
  loadConfig: (options: { cwd: string }) => Promise<object>;
  buildWorker: (options: object) => Promise<Build>;
  indexWorkerManifest: (options: object) => Promise<unknown>;
};

async function loadCli(): Promise<Cli> {
  const root = path.dirname(createRequire(import.meta.url).resolve("trigger.dev/package.json"));
  const load = (file: string): Promise<Partial<Cli>> =>
    import(pathToFileURL(path.join(root, "dist/esm", file)).href);
  const modules = await Promise.all(
    ["config.js", "build/buildWorker.js", "indexing/indexWorkerManifest.js"].map(load),
  );
  const { loadConfig, buildWorker, indexWorkerManifest } = Object.assign({}, ...modules) as Partial<Cli>;
  if (!loadConfig || !buildWorker || !indexWorkerManifest)
    throw new Error("The Trigger.dev CLI has moved its modules.");
  return { loadConfig, buildWorker, indexWorkerManifest };
}

/**
 * Bundles jobs/tasks with the Trigger.dev CLI's own bundler, loads the bundle in its own index worker, and returns
 * what it found. Needs no network and no account. Throws with the bundler's own words when a task does not load.
 */
export async function indexTasks(cwd: string): Promise<Manifest> {
  process.env.TRIGGER_TELEMETRY_DISABLED = "1";
  const { loadConfig, buildWorker, indexWorkerManifest } = await loadCli();
  const cache = path.join(cwd, ".trigger");
  await mkdir(cache, { recursive: true });
  // Inside the project, so that what is not bundled is found in its node_modules.
  const out = await mkdtemp(path.join(cache, "check-"));
  const said: string[] = [];
  const note = (line: string) => void said.push(line);
  // The bundler's extensions talk on the console; their words matter only when something fails.
  const { log } = console;
  console.log = (...words: unknown[]) => note(words.map(String).join(" "));
  try {
    const resolvedConfig = await loadConfig({ cwd });
    const target = {
      target: "deploy",
      environment: "prod",
      destination: out,
      rewritePaths: false,
      plain: true,
    };
    const build = await buildWorker({ ...target, resolvedConfig, envVars: {} });
    const buildManifestPath = path.join(out, "build.json");
    await writeFile(buildManifestPath, JSON.stringify(build));
    const manifest = await indexWorkerManifest({
      ...{ runtime: build.runtime, indexWorkerPath: build.indexWorkerEntryPoint, buildManifestPath, cwd },
      env: { ...process.env, TRIGGER_SECRET_KEY: "tr_dev_check", TRIGGER_API_URL: "http://127.0.0.1:9" },
      ...{ handleStdout: note, handleStderr: note },
    });
    return Manifest.parse(manifest);
  } catch (error) {
    throw new Error([...said, error instanceof Error ? error.message : String(error)].join("\n"));
  } finally {
    console.log = log;
    await rm(out, { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  const { jobs } = await import("./registry");
  const manifest = await indexTasks(process.cwd());
  const found = differences(manifest, jobs.values());
  for (const line of found) console.error(line);
  if (found.length === 0)
    console.log(`Trigger.dev indexes the ${manifest.tasks.length} jobs as the registry has them`);
  process.exit(found.length === 0 ? 0 : 1);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main();

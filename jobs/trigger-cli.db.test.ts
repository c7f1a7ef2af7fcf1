import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { TriggerClient } from "@trigger.dev/sdk";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useTestDb } from "@/db/testing";
import { enterOverdue } from "./testing/overdue";
import { type StandIn, startStandIn } from "./testing/trigger-stand-in";

const testDb = useTestDb();
const CLI = path.join(
  path.dirname(createRequire(import.meta.url).resolve("trigger.dev/package.json")),
  "dist/esm/index.js",
);
const QUIET = ["--skip-update-check", "--skip-telemetry", "--skip-mcp-install", "--skip-rules-install"];

let standIn: StandIn;
let cli: ChildProcess;
let ended: Promise<unknown>;
let said = "";

beforeAll(async () => {
  standIn = await startStandIn();
  const inherited = { ...process.env };
  // Of what vitest sets for its own processes, the CLI and its worker should see nothing.
  for (const name of Object.keys(inherited))
    if (/^(VITEST|TRIGGER_|SMTP_)/.test(name)) delete inherited[name];
  cli = spawn(
    process.execPath,
    [CLI, "dev", ...QUIET, "--skip-platform-notifications", "-p", "proj_standin"],
    {
      env: {
        ...inherited,
        NODE_ENV: "development",
        CI: "1",
        DATABASE_URL: testDb().url,
        TRIGGER_ACCESS_TOKEN: "tr_pat_standin",
        TRIGGER_API_URL: standIn.url,
        TRIGGER_TELEMETRY_DISABLED: "1",
      },
    },
  );
  ended = new Promise((resolve) => cli.once("exit", resolve));
  for (const stream of [cli.stdout, cli.stderr])
    stream?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const until = performance.now() + 120_000;
  while (!standIn.state.worker) {
    if (cli.exitCode !== null || performance.now() > until)
      throw new Error(`no worker was registered:\n${said}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}, 150_000);

afterAll(async () => {
  cli?.kill("SIGTERM");
  await ended;
  await standIn?.close();
}, 60_000);

const client = () => new TriggerClient({ baseURL: standIn.url, accessToken: standIn.secretKey });
const payload = (timestamp: Date) => ({
  ...{ type: "DECLARATIVE", scheduleId: "sched_1", timestamp, timezone: "Asia/Shanghai", upcoming: [] },
});

async function run(task: string, body: object, options: { maxAttempts?: number } = {}) {
  const { id } = await client().tasks.trigger(task, body, options);
  return client().runs.poll(id, { pollIntervalMs: 200 });
}

describe("the real `trigger dev`, against a stand-in for the platform", () => {
  it("registers every job with its cron, zone and queue", () => {
    const registered = standIn.state.worker?.tasks.map((task) => [
      task.id,
      task.schedule?.cron,
      task.schedule?.timezone,
      task.queue?.name,
    ]);
    expect(registered?.sort()).toEqual([
      ["allocate-pools", "* * * * *", "Asia/Shanghai", "allocate-pools"],
      ["audit-data", "41 3 * * *", "Asia/Shanghai", "audit-data"],
      ["clean-up-pools", "17 * * * *", "Asia/Shanghai", "clean-up-pools"],
      ["deliver-notifications", "* * * * *", "Asia/Shanghai", "deliver-notifications"],
      ["deliver-webhooks", "* * * * *", "Asia/Shanghai", "deliver-webhooks"],
      ["find-duplicates", "*/10 * * * *", "Asia/Shanghai", "find-duplicates"],
      ["index-names", "* * * * *", "Asia/Shanghai", "index-names"],
      ["observe-drafts", "*/15 * * * *", "Asia/Shanghai", "observe-drafts"],
      ["publish-scheduled", "* * * * *", "Asia/Shanghai", "publish-scheduled"],
      ["reclaim-due", "* * * * *", "Asia/Shanghai", "reclaim-due"],
      ["resume-bulks", "* * * * *", "Asia/Shanghai", "resume-bulks"],
      ["roll-up-stats", "*/5 * * * *", "Asia/Shanghai", "roll-up-stats"],
      ["run-imports", "* * * * *", "Asia/Shanghai", "run-imports"],
      ["send-reminders", "* * * * *", "Asia/Shanghai", "send-reminders"],
      ["settle-submissions", "* * * * *", "Asia/Shanghai", "settle-submissions"],
      ["write-exports", "* * * * *", "Asia/Shanghai", "write-exports"],
    ]);
  });

  it("runs our reclaim-due on our database, and a second run of it takes nothing more", async () => {
    const now = new Date();
    await enterOverdue(testDb().db, now, [
      { name: "rep1", count: 7, hoursAgo: 5 },
      { name: "rep2", count: 4, hoursAgo: 1 },
      { name: "rep3", count: 3, hoursAgo: -1 },
    ]);
    const first = await run("reclaim-due", payload(now));
    expect([first.status, first.output]).toEqual(["COMPLETED", { reclaimed: 11 }]);
    const second = await run("reclaim-due", payload(now));
    expect([second.status, second.output]).toEqual(["COMPLETED", { reclaimed: 0 }]);
    const rows = await testDb().sql<{ state: string; n: number; events: number }[]>`
      select c.state, count(distinct c.id)::int as n, count(e.version)::int as events
      from customers c join events e on e.customer_id = c.id group by 1 order by 1`;
    expect([...rows]).toEqual([
      { state: "owned", n: 3, events: 3 },
      { state: "pooled", n: 11, events: 22 },
    ]);
  }, 90_000);

  it("never sweeps at an instant still to come", async () => {
    const { status, output } = await run("reclaim-due", payload(new Date(Date.now() + 7_200_000)));
    expect([status, output]).toEqual(["COMPLETED", { reclaimed: 0 }]);
  }, 60_000);

  it("tries a failing run again, with our attempts", async () => {
    await testDb().sql`alter table customers rename to customers_away`;
    const failed = await run("reclaim-due", payload(new Date()), { maxAttempts: 2 });
    await testDb().sql`alter table customers_away rename to customers`;
    expect([failed.status, failed.attemptCount]).toEqual(["FAILED", 2]);
    expect((await run("reclaim-due", payload(new Date()))).status).toBe("COMPLETED");
  }, 90_000);
});

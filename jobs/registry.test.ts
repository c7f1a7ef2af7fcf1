import { readdirSync, readFileSync } from "node:fs";
import { resourceCatalog } from "@trigger.dev/core/v3";
import { StandardResourceCatalog } from "@trigger.dev/core/v3/workers";
import { PgBoss } from "pg-boss";
import { beforeAll, describe, expect, it } from "vitest";
import { differences, type Manifest } from "./check-trigger";
import type { RegisteredJob } from "./engine/define";

const TASKS = new URL("./tasks/", import.meta.url);
const files = readdirSync(TASKS).filter((file) => !file.endsWith(".test.ts"));

let jobs: ReadonlyMap<string, RegisteredJob>;

// The catalog must stand before the task modules are evaluated, and drops what registers without a file.
beforeAll(async () => {
  resourceCatalog.setGlobalResourceCatalog(new StandardResourceCatalog());
  for (const file of files) {
    resourceCatalog.setCurrentFileContext(`jobs/tasks/${file}`, `jobs/tasks/${file}`);
    await import(new URL(file, TASKS).href);
    resourceCatalog.clearCurrentFileContext();
  }
  ({ jobs } = await import("./registry"));
});

const catalog = (): Manifest =>
  structuredClone({
    tasks: resourceCatalog.listTaskManifests(),
    queues: resourceCatalog.listQueueManifests(),
  });

describe("the registry", () => {
  it("has its jobs, each named like its file", () => {
    expect([...jobs.keys()].sort()).toEqual(files.map((file) => file.replace(".ts", "")).sort());
    expect([...jobs.keys()].sort()).toEqual([
      "allocate-pools",
      "audit-data",
      "clean-up-pools",
      "deliver-notifications",
      "deliver-webhooks",
      "find-duplicates",
      "index-names",
      "observe-drafts",
      "publish-scheduled",
      "reclaim-due",
      "resume-bulks",
      "roll-up-stats",
      "run-imports",
      "send-reminders",
      "settle-submissions",
      "write-exports",
    ]);
  });

  it("is what the Trigger.dev SDK sees", () => {
    expect(differences(catalog(), jobs.values())).toEqual([]);
    expect(resourceCatalog.listTaskIdCollisions()).toEqual([]);
  });

  it("has crons that fire in the organisation's zone", () => {
    const boss = new PgBoss("postgres://127.0.0.1/never-opened");
    const next = (id: string) => {
      const cron = jobs.get(id)?.cron ?? { pattern: "", timezone: "" };
      const from = new Date("2026-03-08T06:58:30Z");
      return boss.previewSchedule(cron.pattern, { tz: cron.timezone, from, count: 1 })[0]?.toISOString();
    };
    expect(next("reclaim-due")).toBe("2026-03-08T06:59:00.000Z");
    expect(next("roll-up-stats")).toBe("2026-03-08T07:00:00.000Z");
    expect([...jobs.values()].map((job) => job.cron.timezone)).toEqual(
      Array(jobs.size).fill("Asia/Shanghai"),
    );
  });

  it("keeps a task a schedule and one verb: at most 40 lines", () => {
    for (const file of files) {
      expect(readFileSync(new URL(file, TASKS), "utf8").split("\n").length, file).toBeLessThanOrEqual(40);
    }
  });
});

describe("the comparison with Trigger.dev", () => {
  it.each([
    ["a missing task", (m: Manifest) => void m.tasks.pop(), "finds no such task"],
    [
      "another cron",
      (m: Manifest) => edit(m, { schedule: { cron: "0 * * * *", timezone: "Asia/Shanghai" } }),
      "cron",
    ],
    [
      "another zone",
      (m: Manifest) => edit(m, { schedule: { cron: "* * * * *", timezone: "UTC" } }),
      "timeZone",
    ],
    ["another queue", (m: Manifest) => edit(m, { queue: { name: "other" } }), "queue"],
    ["other attempts", (m: Manifest) => edit(m, { retry: { maxAttempts: 9 } }), "attempts"],
    ["an unknown task", (m: Manifest) => void m.tasks.push({ id: "stray" }), "stray"],
    ["a task twice", (m: Manifest) => void m.tasks.push(...m.tasks.slice(0, 1)), "same id"],
    ["no queue limit", (m: Manifest) => void m.queues?.splice(0), "limit"],
  ])("tells %s", (_, change, said) => {
    const manifest = catalog();
    change(manifest);
    expect(differences(manifest, jobs.values()).join("\n")).toContain(said);
  });
});

function edit(manifest: Manifest, change: Partial<Manifest["tasks"][number]>): void {
  Object.assign(manifest.tasks[0] ?? {}, change);
}

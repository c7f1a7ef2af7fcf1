import { readdirSync } from "node:fs";
import { Command } from "commander";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { useTestDb } from "@/db/testing";
import { enterOverdue } from "@/jobs/testing/overdue";
import { register } from "./job";

const testDb = useTestDb();
const NOW = new Date("2026-11-20T01:00:00Z");
const said: string[] = [];

beforeEach(() => {
  vi.stubEnv("DATABASE_URL", testDb().url);
  vi.spyOn(console, "log").mockImplementation((line: string) => void said.push(line));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  said.length = 0;
});

async function run(...words: string[]): Promise<string> {
  const program = new Command().exitOverride().configureOutput({ writeErr: (text) => void said.push(text) });
  register(program);
  for (const command of program.commands.flatMap((one) => [one, ...one.commands])) {
    command.exitOverride().configureOutput({ writeErr: (text) => void said.push(text) });
  }
  await program.parseAsync(["job", ...words], { from: "user" });
  return said.join("\n");
}

const Ran = z.object({
  job: z.string(),
  at: z.string(),
  ms: z.number(),
  result: z.record(z.string(), z.number()),
});

describe("job run", () => {
  it("runs one sweep once, as of the instant, also one to come", async () => {
    const reps = [
      { name: "rep1", count: 3, hoursAgo: 1 },
      { name: "rep2", count: 2, hoursAgo: -5 },
    ];
    await enterOverdue(testDb().db, NOW, reps);
    const sweep = async (at: string) => {
      said.length = 0;
      return Ran.parse(JSON.parse(await run("run", "reclaim-due", "--at", at, "--json")));
    };
    expect(await sweep("2026-11-19T23:59+00:00")).toMatchObject({
      job: "reclaim-due",
      result: { reclaimed: 0 },
    });
    expect(await sweep("2026-11-20T09:00:00+08:00")).toMatchObject({
      at: "2026-11-20T01:00:00.000Z",
      result: { reclaimed: 3 },
    });
    expect((await sweep("2026-11-20T01:00:00Z")).result).toEqual({ reclaimed: 0 });
    expect((await sweep("2126-11-20T01:00:00Z")).result).toEqual({ reclaimed: 2 });
  });

  it("says in words what it did", async () => {
    expect(await run("run", "deliver-notifications", "--at", "2026-11-20T01:00:00Z")).toMatch(
      /^deliver-notifications at 2026-11-20T01:00:00\.000Z: delivered 0, failed 0 \(\d+ ms\)$/,
    );
  });

  it.each([
    [["run", "nope"], "There is no job"],
    [["run", "reclaim-due", "--at", "yesterday"], "instant with its zone"],
    [["run", "reclaim-due", "--at", "2026-12-01T09:00:00"], "instant with its zone"],
    [["run", "reclaim-due", "--at", "2026-13-41T09:00:00Z"], "instant with its zone"],
  ])("refuses %j", async (words, reason) => {
    await expect(run(...words)).rejects.toThrow();
    expect(said.join("\n")).toContain(reason);
  });
});

it("job list names every job with its cron and zone", async () => {
  const files = readdirSync(new URL("../../jobs/tasks/", import.meta.url));
  expect((await run("list")).split("\n")).toHaveLength(files.length);
  said.length = 0;
  const { jobs } = z
    .object({ jobs: z.array(z.looseObject({ id: z.string() })) })
    .parse(JSON.parse(await run("list", "--json")));
  expect(jobs.find((job) => job.id === "reclaim-due")).toMatchObject({
    cron: "* * * * *",
    timeZone: "Asia/Shanghai",
  });
});

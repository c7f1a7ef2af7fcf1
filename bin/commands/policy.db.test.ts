import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { useTestDb } from "@/db/testing";
import { withClocks } from "@/db/testing/clocks";
import { makeWorld, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { recordDeal } from "@/lib/deals/record-deal";
import { DEFAULT_POLICY } from "@/lib/policies/schema";
import { addMs, DAY } from "@/lib/time";
import { register } from "./policy";

const testDb = useTestDb();
const NOW = new Date("2026-11-20T01:00:00Z");
const said: string[] = [];
let world: World;
let folder: string;

beforeEach(async () => {
  vi.useFakeTimers({ now: NOW, toFake: ["Date"] });
  vi.stubEnv("DATABASE_URL", testDb().url);
  vi.spyOn(console, "log").mockImplementation((line: string) => void said.push(line));
  folder = await mkdtemp(join(tmpdir(), "policy-"));
  await wipe(testDb());
  world = await makeWorld(testDb().db, { now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
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
  await program.parseAsync(["policy", ...words], { from: "user" });
  return said.join("\n");
}

/** Writes a draft and answers the words that name the pool and the file. */
async function drafted(draft: unknown): Promise<string[]> {
  const file = join(folder, "draft.json");
  await writeFile(file, typeof draft === "string" ? draft : JSON.stringify(draft));
  return ["--pool", world.pool.name, "--file", file];
}

const stricter = () => ({
  ...DEFAULT_POLICY,
  ...withClocks({ firstContactHours: null, noFollowUpDays: 10, noDealDays: null }),
});

describe("policy preview", () => {
  it("says whom the draft would hit now, in words and as JSON", async () => {
    await world.customers(3, { owner: world.rep(0), at: addMs(NOW, -12 * 3_600_000) });
    const draft = { ...DEFAULT_POLICY, ...withClocks({ firstContactHours: 48 }) };
    expect(await run("preview", ...(await drafted(draft)))).toContain("of 3 held, 0 go back");
    said.length = 0;
    const Answer = z.looseObject({ held: z.number(), hit: z.number(), was: z.number() });
    const answer = Answer.parse(JSON.parse(await run("preview", ...(await drafted(draft)), "--json")));
    expect(answer).toMatchObject({ held: 3, hit: 0, was: 3 });
  });
});

describe("policy simulate", () => {
  const Answer = z.looseObject({
    draft: z.looseObject({ reclaimed: z.number(), idleDays: z.number(), deals: z.unknown() }),
    inForce: z.looseObject({ reclaimed: z.number() }),
    examples: z.array(z.looseObject({ customerId: z.string(), at: z.string() })),
    unknown: z.array(z.looseObject({ code: z.string() })),
  });

  it("says what the draft would have taken, what came after it and what a replay can't know", async () => {
    const id = await world.customer({ owner: world.rep(0), at: addMs(NOW, -25 * DAY) });
    await recordDeal(world.as(world.rep(0), addMs(NOW, -5 * DAY)), {
      customerId: id,
      title: "order",
      amount: 700,
    });
    await world.customer({ owner: world.rep(1), at: addMs(NOW, -4 * DAY) });
    const words = await drafted(stricter());
    const answer = Answer.parse(JSON.parse(await run("simulate", ...words, "--json")));
    expect(answer.draft).toMatchObject({ reclaimed: 1, idleDays: 10, deals: { count: 1, value: 700 } });
    // The rules in force want a first contact within a day: both would have gone.
    expect(answer.inForce).toMatchObject({ reclaimed: 2 });
    expect(answer.examples).toMatchObject([
      { customerId: id, at: addMs(NOW, -15 * DAY).toISOString(), deals: { count: 1 } },
    ]);
    expect(answer.unknown.map(({ code }) => code)).toEqual(["WARNING", "AFTERWARDS", "CALENDAR"]);
    said.length = 0;
    expect(await run("simulate", ...words)).toContain("what people would have done had the warning come");
    said.length = 0;
    const later = await run("simulate", ...words, "--from", "2026-11-10", "--until", "2026-11-19");
    expect(later).toMatch(/^draft\s+0 reclaimed of 1/m);
  });

  it("tries a rule's clock at every length and names the knee", async () => {
    const id = await world.customer({ owner: world.rep(0), at: addMs(NOW, -25 * DAY) });
    const deal = { customerId: id, title: "order", amount: 700 };
    await recordDeal(world.as(world.rep(0), addMs(NOW, -5 * DAY)), deal);
    const words = [...(await drafted(stricter())), "--curve", "no_follow_up"];
    const Curve = z.looseObject({
      curve: z.looseObject({
        points: z.array(z.looseObject({ length: z.number() })),
        unknown: z.array(z.looseObject({ code: z.string() })),
      }),
    });
    const { curve } = Curve.parse(JSON.parse(await run("simulate", ...words, "--json")));
    expect(curve.points.slice(18, 21)).toMatchObject([
      { length: 19, reclaimed: 1, idleDays: 1, deals: 1, value: 700 },
      { length: 20, reclaimed: 1, deals: 1 },
      { length: 21, reclaimed: 0, idleDays: 0, deals: 0, value: 0 },
    ]);
    expect(curve.unknown.map(({ code }) => code)).toEqual(["CURVE", "AFTERWARDS", "CALENDAR"]);
    said.length = 0;
    expect(await run("simulate", ...words)).toMatch(/^ +21 +0 +0 +0 {2}the knee$/m);
    expect(said.join("\n")).toContain("What a curve can't know:");
    await expect(run("simulate", ...words.slice(0, -1), "nowhere")).rejects.toThrow(
      /There are: .*no_follow_up/,
    );
  });

  it("takes the version in force without a file", async () => {
    expect(await run("simulate", "--pool", world.pool.id)).toMatch(/^draft\s+0 reclaimed of 0/m);
  });

  it.each([
    ["{", "is no JSON"],
    [{ ...DEFAULT_POLICY, coolDownDays: -1 }, "coolDownDays: "],
    [{ ...stricter(), returnRules: [{ ...stricter().returnRules[0], clock: {} }] }, "returnRules.0.clock"],
    [{}, "Put right, then try again"],
  ])("says what is wrong with the draft %j and where", async (draft, words) => {
    await expect(run("simulate", ...(await drafted(draft)))).rejects.toThrow(words);
  });

  it("refuses a pool, a file, a day or a period that is not there", async () => {
    const words = await drafted(DEFAULT_POLICY);
    await expect(run("simulate", "--pool", "nowhere")).rejects.toThrow(world.pool.name);
    await expect(run("simulate", "--pool", world.pool.name, "--file", "nowhere.json")).rejects.toThrow(
      /can't be read: .*\nTake a whole document to start from: npm run cli/,
    );
    const during = (from: string, until: string) =>
      run("simulate", ...words, "--from", from, "--until", until);
    await expect(during("2026-12-01", "2026-12-02")).rejects.toThrow("today is 2026-11-20");
    await expect(during("2026-11-02", "2026-11-01")).rejects.toThrow("before it begins on 2026-11-02");
    await expect(during("2020-01-01", "2026-11-01")).rejects.toThrow("at most 731 are replayed");
    await expect(run("simulate", ...words, "--from", "2026-02-30")).rejects.toThrow();
    expect(said.join("\n")).toContain("It must be a day");
    await expect(run("simulate", ...words, "--from", "2026-11-02", "--until", "2026-11-01")).rejects.toThrow(
      "until",
    );
    await expect(
      run("simulate", ...words, "--from", "2026-12-02", "--until", "2026-12-03"),
    ).rejects.toThrow();
  });
});

import { asc } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { duplicatePairs } from "@/db/schema/duplicates";
import { useTestDb } from "@/db/testing";
import { makeWorld, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { proposeDuplicate, proposeDuplicates } from "./propose-duplicate";

const testDb = useTestDb({ max: 6 });
const now = new Date("2026-11-20T02:00:00Z");
let world: World;
let ids: string[];

beforeEach(async () => {
  await wipe(testDb());
  world = await makeWorld(testDb().db, { now });
  ids = await Promise.all([1, 2, 3].map(() => world.customer()));
});
const pairs = () => testDb().db.select().from(duplicatePairs).orderBy(asc(duplicatePairs.id));
const pair = (a = 0, b = 1) => ({ customerId: ids[a] ?? "", otherId: ids[b] ?? "" });

describe("a pair that is proposed", () => {
  test("is one row whoever finds it, with every reason and the better score", async () => {
    const ctx = world.as(world.manager);
    expect(await proposeDuplicate(ctx, { ...pair(0, 1), reasons: ["phone"], score: 7_000 })).toEqual({
      proposed: true,
    });
    expect(await proposeDuplicate(ctx, { ...pair(1, 0), reasons: ["name"], score: 6_000 })).toEqual({
      proposed: false,
    });
    const [row, ...rest] = await pairs();
    expect(rest).toEqual([]);
    expect(row).toMatchObject({ score: 7_000, state: "open", reasons: ["name", "phone"] });
    expect((row?.lowId ?? "") < (row?.highId ?? "")).toBe(true);
  });

  test("stays as it was decided", async () => {
    const ctx = world.as(world.manager);
    await proposeDuplicate(ctx, { ...pair(), reasons: ["phone"], score: 7_000 });
    await testDb().db.update(duplicatePairs).set({ state: "dismissed", decidedAt: now });
    expect(await proposeDuplicate(ctx, { ...pair(), reasons: ["name"], score: 9_900 })).toEqual({
      proposed: false,
    });
    expect((await pairs())[0]).toMatchObject({ state: "dismissed", score: 7_000, reasons: ["phone"] });
  });

  test("needs two customers that are there", async () => {
    const nobody = "019a0000-0000-7000-8000-000000000000";
    const given = {
      pairs: [
        { ...pair(0, 2), otherId: nobody, reasons: [], score: 1 },
        { ...pair(0, 2), reasons: [], score: 1 },
      ],
    };
    expect(await proposeDuplicates(world.system(), given)).toEqual({ proposed: 1 });
  });

  test("found by several at once is one", async () => {
    const found = {
      pairs: [
        { ...pair(0, 1), reasons: [], score: 1 },
        { ...pair(2, 1), reasons: [], score: 1 },
      ],
    };
    const turned = {
      pairs: [...found.pairs]
        .reverse()
        .map((one) => ({ ...one, customerId: one.otherId, otherId: one.customerId })),
    };
    const answers = await Promise.all(
      [found, turned, found, turned].map((one) => proposeDuplicates(world.system(), one)),
    );
    expect(answers.reduce((sum, { proposed }) => sum + proposed, 0)).toBe(2);
    expect(await pairs()).toHaveLength(2);
  });
});

import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import { type Clocks, withClocks } from "@/db/testing/clocks";
import { makeUser, makeWorld } from "@/db/testing/factories";
import { declareYear } from "@/lib/calendar/declare-year";
import { seedCalendar } from "@/lib/calendar/seed-calendar";
import { DAY, HOUR } from "@/lib/time";
import { previewPolicy } from "./preview-policy";
import { publishPolicy } from "./publish-policy";
import { noFollowUp } from "./return-rule";
import type { PolicyDocument } from "./schema";

const now = new Date("2026-11-20T02:00:00.000Z");
const plus = (ms: number) => new Date(now.getTime() + ms);
const testDb = useTestDb();

async function makeBook() {
  const world = await makeWorld(testDb().db, {
    now,
    policy: withClocks({ firstContactHours: null, holdingCap: 5 }),
  });
  const heldFor = (index: number, days: number, over = {}) =>
    world.customer({ owner: world.rep(index), at: plus(-days * DAY), ...over });
  const ids = {
    longIdle: await heldFor(0, 25),
    idle: await heldFor(0, 10),
    fresh: await heldFor(0, 1),
    dueToday: await heldFor(1, 30, { at: plus(-30 * DAY + HOUR) }),
    won: await heldFor(1, 20, {
      wonAt: plus(-3 * DAY),
      dueAt: null,
      dueRule: null,
      dueFrom: null,
      remindAt: null,
    }),
  };
  await world.customer();
  const preview = (over: Partial<PolicyDocument> & Clocks) =>
    previewPolicy(world.as(world.admin), {
      poolId: world.pool.id,
      document: { ...world.pool.policy, ...withClocks(over, world.pool.policy) },
    });
  return { world, ids, preview };
}

describe("the preview of a policy", () => {
  test("the same document hits whom the version in force hits, and changes nothing", async () => {
    const { preview } = await makeBook();
    expect(await preview({})).toMatchObject({
      ...{
        baseVersion: 1,
        held: 5,
        hit: 1,
        was: 1,
        added: 0,
        spared: 0,
        graced: 0,
        changes: [],
        warnings: [],
      },
      deadlines: { earlier: 0, later: 0, same: 5, started: 0, ended: 0 },
    });
  });

  test("a shorter clock: who goes back at the end of the notice, whose deadline comes nearer, and from when", async () => {
    const { preview, ids, world } = await makeBook();
    const result = await preview({ noFollowUpDays: 7 });
    expect(result).toMatchObject({
      ...{ held: 5, hit: 3, was: 1, added: 2, spared: 0, graced: 3 },
      noticeUntil: plus(DAY).toISOString(),
      deadlines: { earlier: 3, later: 0, same: 2, started: 0, ended: 0 },
    });
    expect(result.examples.map((one) => one.customerId)).toEqual([
      ...[ids.longIdle, ids.idle].sort(),
      ids.fresh,
    ]);
    expect(result.examples.find((one) => one.customerId === ids.longIdle)).toMatchObject({
      userName: world.rep(0).name,
      was: { rule: { id: "no_follow_up" }, dueAt: plus(5 * DAY).toISOString(), graceUntil: null },
      becomes: {
        rule: { id: "no_follow_up" },
        dueAt: plus(DAY).toISOString(),
        graceUntil: plus(DAY).toISOString(),
      },
    });
    expect(result.warnings).toContainEqual({
      ...{ code: "EMPTIES_BOOK", userId: world.rep(0).id, name: world.rep(0).name, hit: 2, held: 3 },
    });
    expect(result.people.map((one) => [one.userId, one.hit, one.was, one.held])).toEqual([
      [world.rep(0).id, 2, 0, 3],
      [world.rep(1).id, 1, 1, 2],
    ]);
  });

  test("says which rule of the draft takes how many, and of a rule that is off nothing", async () => {
    const { preview, world } = await makeBook();
    const rules = withClocks({ noFollowUpDays: 7, noDealDays: 20 }, world.pool.policy).returnRules;
    const off = { ...noFollowUp(1), id: "off", on: false };
    const result = await preview({ returnRules: [...rules, off] });
    expect(result.byRule).toEqual([
      { id: "no_follow_up", hit: 3 },
      { id: "no_deal", hit: 0 },
    ]);
    const turned = await preview({ returnRules: [...rules].reverse() });
    // Under both the one idle longest goes when the notice ends: of deadlines at one instant the first rule's counts.
    expect(turned.byRule).toEqual([
      { id: "no_deal", hit: 1 },
      { id: "no_follow_up", hit: 2 },
    ]);
    const { byRule, hit } = await preview({});
    expect(byRule.reduce((sum, one) => sum + one.hit, 0)).toBe(hit);
  });

  test("warns of years that are not announced, as long as a rule counts their working days", async () => {
    const { preview, world } = await makeBook();
    const rule = noFollowUp(7);
    const working = { ...rule, clock: { ...rule.clock, span: { amount: 7, unit: "working_days" as const } } };
    const warned = async () =>
      (await preview({ returnRules: [working] })).warnings.find((one) => one.code === "UNDECLARED_YEAR");
    expect(await warned()).toMatchObject({ years: [2026, 2027] });
    await seedCalendar(world.system(), {});
    expect(await warned()).toMatchObject({ years: [2027], rule: { id: "no_follow_up" } });
    await declareYear(world.as(world.admin), { year: 2027, declared: true });
    expect(await warned()).toBeUndefined();
    await declareYear(world.as(world.admin), { year: 2027, declared: false });
    expect((await preview({})).warnings).toEqual([]);
  });

  test("a longer clock spares, a dropped clock ends, and the fortnight shows it day by day", async () => {
    const { preview, ids } = await makeBook();
    const longer = await preview({ noFollowUpDays: 60 });
    expect(longer).toMatchObject({ hit: 0, was: 1, spared: 1, deadlines: { later: 4, same: 1 } });
    expect(longer.examples.map((one) => one.customerId)).toEqual([ids.dueToday]);
    expect(longer.forecast).toHaveLength(14);
    expect(longer.forecast[0]).toEqual({ day: "2026-11-20", due: 0, was: 1 });
    expect(longer.forecast[5]).toEqual({ day: "2026-11-25", due: 0, was: 1 });
    const none = await preview({ noFollowUpDays: null, noDealDays: null });
    expect(none).toMatchObject({
      deadlines: { ended: 4, same: 1 },
      warnings: [{ code: "NOTHING_RECLAIMS" }],
    });
  });

  test("who would be over the cap, by the own cap where there is one and without the won where they don't count", async () => {
    const { preview, world } = await makeBook();
    const owner = await makeUser(testDb().db, now, { holdingCap: 1, team: world.team });
    await world.customers(2, { owner });
    const result = await preview({ holdingCap: 1 });
    const over = result.people.filter((one) => one.overCap);
    expect(over.map((one) => [one.userId, one.counted, one.cap, one.wasOverCap])).toEqual(
      expect.arrayContaining([
        [world.rep(0).id, 3, 1, false],
        [owner.id, 2, 1, true],
      ]),
    );
    expect(over.some((one) => one.userId === world.rep(1).id)).toBe(false);
  });

  test("says exactly what publishing then does", async () => {
    const { preview, world } = await makeBook();
    const document = {
      ...world.pool.policy,
      ...withClocks({ noFollowUpDays: 12, noDealDays: 20 }, world.pool.policy),
    };
    const told = await preview(document);
    await publishPolicy(world.as(world.admin), { poolId: world.pool.id, baseVersion: 1, document, note: "" });
    const [counted] = await world.db.execute<{ hit: number }>(sql`
      select count(*)::int as hit from customers where pool_id = ${world.pool.id} and due_at <= ${told.noticeUntil}::timestamptz`);
    expect(counted?.hit).toBe(told.hit);
    for (const { customerId, becomes } of told.examples) {
      const [row] = await world.db.execute<{ due_at: string }>(
        sql`select due_at from customers where id = ${customerId}`,
      );
      expect(new Date(row?.due_at ?? 0).toISOString()).toBe(becomes?.dueAt);
    }
    expect(told.examples.length).toBeGreaterThan(2);
  });
});

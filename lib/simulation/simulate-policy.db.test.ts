import { beforeEach, expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import { withClocks } from "@/db/testing/clocks";
import { makeWorld, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { recordDeal } from "@/lib/deals/record-deal";
import { logFollowUp } from "@/lib/follow-ups/log-follow-up";
import { LogFollowUpInput } from "@/lib/follow-ups/schema";
import { protectCustomer } from "@/lib/ownership/protect-customer";
import { releaseCustomer } from "@/lib/ownership/release-customer";
import { NEVER, noFollowUp, type ReturnRule } from "@/lib/policies/return-rule";
import { DEFAULT_POLICY } from "@/lib/policies/schema";
import { reclaimDue } from "@/lib/reclaim/reclaim-due";
import { addMs, DAY } from "@/lib/time";
import { simulatePolicy } from "./simulate-policy";

const now = new Date("2026-11-20T02:00:00.000Z");
const testDb = useTestDb();
const ago = (days: number) => addMs(now, -days * DAY);

/** One rule alone: so many days without a qualifying follow-up. */
const after = (days: number) => ({
  ...DEFAULT_POLICY,
  ...withClocks({ firstContactHours: null, noFollowUpDays: days, noDealDays: null }),
});

let world: World;
let followed: string;
let idle: string;

const followUp = (customerId: string, days: number) =>
  logFollowUp(
    world.as(world.rep(0), ago(days)),
    LogFollowUpInput.parse({ customerId, channel: "call", outcome: "connected" }),
  );

/** Seventy days under thirty days without a follow-up. */
beforeEach(async () => {
  await wipe(testDb());
  world = await makeWorld(testDb().db, { now, policy: after(30) });
  const [a, b, c] = [world.rep(0), world.rep(1), world.rep(2)];
  followed = await world.customer({ owner: a, at: ago(40) });
  await followUp(followed, 35);
  await followUp(followed, 15);
  await recordDeal(world.as(a, ago(12)), { customerId: followed, title: "order", amount: 500 });
  await world.customer({ owner: a, at: ago(70) });
  const given = await world.customer({ owner: b, at: ago(50) });
  await releaseCustomer(world.as(b, ago(45)), { customerId: given, reason: "no_need", note: "" });
  await reclaimDue(world.system(ago(40)));
  idle = await world.customer({ owner: b, at: ago(20) });
  const shielded = await world.customer({ owner: c, at: ago(20) });
  await protectCustomer(world.as(c, ago(19)), { customerId: shielded, days: 15, reason: "tender" });
});

const replay = (document: ReturnType<typeof after>, from = "2026-09-22") =>
  simulatePolicy(world.as(world.admin), { poolId: world.pool.id, document, from, until: "2026-11-20" });

test("says what a stricter draft would have taken, saved and put at risk, beside the rules in force and what happened", async () => {
  const answer = await replay(after(10));
  expect(answer.draft).toMatchObject({
    // The one that was taken after thirty days would have gone before the period began.
    ...{ tenures: 4, goneBefore: 1, reclaimed: 2, bounceBps: 7_500 },
    // Ten days to the next follow-up, and ten in which nobody did anything.
    ...{ idleDays: 20, deals: { count: 1, value: 500 } },
    byRule: [{ rule: { id: "no_follow_up" }, reclaimed: 2 }],
  });
  expect(answer.inForce).toMatchObject({ tenures: 5, goneBefore: 0, reclaimed: 1, idleDays: 0 });
  expect(answer.real).toEqual({ tenures: 5, reclaimed: 1, bounceBps: 4_000 });
  expect(answer).toMatchObject({ baseVersion: 1, currency: "CNY", dealsInAll: { count: 1, value: 500 } });
  const sum = (of: "draft" | "inForce" | "real") => answer.steps.reduce((all, step) => all + step[of], 0);
  expect([sum("draft"), sum("inForce"), sum("real")]).toEqual([2, 1, 1]);
  expect(answer.unknown).toEqual([{ code: "WARNING" }, { code: "AFTERWARDS" }, { code: "CALENDAR" }]);
});

test("tells whom, when, by which rule and what came after, those with a deal first", async () => {
  const { examples, people } = await replay(after(10));
  expect(examples).toMatchObject([
    {
      ...{ customerId: followed, userId: world.rep(0).id, at: ago(25).toISOString() },
      ...{ from: ago(35).toISOString(), workedAt: ago(15).toISOString(), dealAt: ago(12).toISOString() },
      ...{ deals: { count: 1, value: 500 }, ended: null, idleDays: 10, rule: { span: { amount: 10 } } },
    },
    {
      ...{ customerId: idle, userId: world.rep(1).id, at: ago(10).toISOString() },
      ...{ workedAt: null, dealAt: null, deals: { count: 0, value: 0 }, ended: null, idleDays: 10 },
    },
  ]);
  const of = (n: number) => people.find(({ userId }) => userId === world.rep(n).id);
  expect(of(0)).toMatchObject({ reclaimed: { draft: 1, inForce: 1, real: 1 }, idleDays: 10 });
  expect(of(1)).toMatchObject({ reclaimed: { draft: 1, inForce: 0, real: 0 }, deals: { count: 0 } });
  expect(of(2)).toMatchObject({ reclaimed: { draft: 0, inForce: 0, real: 0 } });
});

test("counts what everybody held day by day, really and under the draft", async () => {
  const { people, steps } = await replay(after(10), "2026-11-08");
  expect(steps.map(({ from }) => from).slice(0, 3)).toEqual(["2026-11-08", "2026-11-09", "2026-11-10"]);
  const load = people.find(({ userId }) => userId === world.rep(1).id)?.load;
  expect(load?.real).toEqual(Array.from({ length: 13 }, () => 1));
  // Taken at ten in the morning of the third day.
  expect(load?.draft).toEqual([1, 1, 0.4, ...Array.from({ length: 10 }, () => 0)]);
});

test("says of a laxer draft how many really went back before it would have taken them", async () => {
  const answer = await replay(after(60));
  expect(answer.draft).toMatchObject({ reclaimed: 0, idleDays: 0, bounceBps: 2_000 });
  expect(answer.unknown).toContainEqual({ code: "CUT_SHORT", count: 1 });
});

test("names what it asks as it is today, and marks who is too many from the period on", async () => {
  const asked: ReturnRule = {
    ...noFollowUp(10),
    when: { all: [{ field: "hasPhone", op: "is", flag: false }] },
    except: { field: "stage", op: "in", values: ["won"] },
  };
  const overflow: ReturnRule = { ...noFollowUp(1), id: "overflow", except: NEVER };
  overflow.clock = { since: "over_cap", span: { amount: 1, unit: "days" } };
  const answer = await replay({ ...after(10), returnRules: [asked, overflow] });
  const codes = answer.unknown.map(({ code }) => code);
  expect(codes).toEqual(["WARNING", "AFTERWARDS", "AS_TODAY", "STAGE_BEFORE_DEAL", "CALENDAR", "OVERFLOW"]);
  expect(answer.unknown).toContainEqual({ code: "AS_TODAY", fields: ["hasPhone"] });
  expect(answer.unknown).toContainEqual({ code: "OVERFLOW", cap: DEFAULT_POLICY.holdingCap, own: 0 });
  expect(answer.draft.byRule.map(({ rule, reclaimed }) => [rule.id, reclaimed])).toEqual([
    ["no_follow_up", 2],
    ["overflow", 0],
  ]);
  // The stage was won only from the deal on: the reclaim before it stays.
  expect(answer.draft.reclaimed).toBe(2);
});

test("replays a stage as it was then, not as it is today", async () => {
  const early: ReturnRule = { ...noFollowUp(10), when: { field: "stage", op: "in", values: ["new"] } };
  expect((await replay({ ...after(10), returnRules: [early] })).draft.reclaimed).toBe(2);
});

test("without rules, and of a pool in which nobody held anything, nothing is taken", async () => {
  const none = await replay({ ...after(10), returnRules: [] });
  expect(none.draft).toMatchObject({ reclaimed: 0, byRule: [], goneBefore: 0 });
  const earlier = await simulatePolicy(world.as(world.admin), {
    ...{ poolId: world.pool.id, document: after(10), from: "2026-01-01", until: "2026-01-31" },
  });
  expect(earlier).toMatchObject({ real: { tenures: 0, bounceBps: null }, people: [], examples: [] });
});

test("refuses a period that has not begun and a pool that is not there", async () => {
  const input = { poolId: world.pool.id, document: after(10), from: "2026-12-01", until: "2026-12-02" };
  await expect(simulatePolicy(world.as(world.admin), input)).rejects.toMatchObject({ code: "INVALID_INPUT" });
  const nowhere = { ...input, poolId: world.admin.id, from: "2026-11-01" };
  await expect(simulatePolicy(world.as(world.admin), nowhere)).rejects.toMatchObject({ code: "NOT_FOUND" });
});

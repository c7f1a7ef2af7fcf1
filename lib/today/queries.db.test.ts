import { beforeAll, expect, it } from "vitest";
import { withClocks } from "@/db/testing/clocks";
import { makePool, makeUser, makeWorld, type World } from "@/db/testing/factories";
import { useTestDb } from "@/db/testing/index";
import { recordPoolVisit } from "@/lib/customers/record-pool-visit";
import { recordDeal } from "@/lib/deals/record-deal";
import { logFollowUp } from "@/lib/follow-ups/log-follow-up";
import { LogFollowUpInput } from "@/lib/follow-ups/schema";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { releaseCustomer } from "@/lib/ownership/release-customer";
import { addMs, DAY, HOUR } from "@/lib/time";
import { todayOf } from "./queries";

const testDb = useTestDb();
/** Ten in the morning in Shanghai. */
const now = new Date("2026-11-20T02:00:00Z");
let world: World;

beforeAll(async () => {
  world = await makeWorld(testDb().db, { now });
});

const policy = withClocks({ firstContactHours: 240, claimLimits: { perDay: null, perWeek: null } });
const ago = (ms: number) => addMs(now, -ms);

async function newRep() {
  const rep = await makeUser(testDb().db, now, { team: world.team });
  const pool = await makePool(testDb().db, ago(365 * DAY), { members: [rep, world.rep(0)], policy });
  const followUp = (customerId: string, at: Date, plan: Date | null = null) =>
    logFollowUp(
      world.as(rep, at),
      LogFollowUpInput.parse({
        ...{ customerId, channel: "call", outcome: "connected", nextStep: plan ? "再打" : "" },
        nextStepAt: plan?.toISOString() ?? null,
      }),
    );
  return { rep, pool, followUp };
}

it("puts each customer into one list: dropping, first contact, overdue, planned", async () => {
  const { rep, pool, followUp } = await newRep();
  const hold = (name: string, at: Date) => world.customer({ pool, owner: rep, name, at });
  await hold("dropping", ago(8 * DAY));
  await hold("untouched", ago(DAY));
  const both = await hold("dropping and planned", ago(40 * DAY));
  await followUp(both, ago(28 * DAY), addMs(now, HOUR));
  await followUp(await hold("overdue", ago(5 * DAY)), ago(4 * DAY), ago(DAY));
  await followUp(await hold("planned late", ago(5 * DAY)), ago(4 * DAY), addMs(now, 13 * HOUR));
  await followUp(await hold("planned early", ago(5 * DAY)), ago(4 * DAY), ago(HOUR));
  await followUp(await hold("tomorrow", ago(5 * DAY)), ago(4 * DAY), addMs(now, 14 * HOUR));
  await followUp(await hold("quiet", ago(5 * DAY)), ago(4 * DAY));
  const today = await todayOf(world.as(rep));
  const names = (rows: { name: string }[]) => rows.map((row) => row.name);
  expect(names(today.dropping)).toEqual(["dropping", "dropping and planned"]);
  expect(names(today.firstContact)).toEqual(["untouched"]);
  expect(names(today.overdue)).toEqual(["overdue"]);
  expect(names(today.planned)).toEqual(["planned early", "planned late"]);
  expect(today).toMatchObject({ things: 6, urgent: 0, doneToday: 0 });
});

it("counts what is done today and what yesterday brought, by the days of the organisation", async () => {
  const { rep, pool, followUp } = await newRep();
  /** Two hours before midnight of yesterday, in Shanghai. */
  const yesterday = ago(12 * HOUR);
  const [one = "", two = "", three = ""] = await world.customers(3, { pool, at: ago(9 * DAY) });
  for (const customerId of [one, two, three]) await claimCustomer(world.as(rep, yesterday), { customerId });
  await followUp(one, yesterday);
  await followUp(one, yesterday);
  await recordDeal(world.as(rep, yesterday), { customerId: two, title: "x", amount: 1 });
  await followUp(three, ago(9 * HOUR));
  await followUp(three, ago(HOUR));
  const { yesterday: was, doneToday } = await todayOf(world.as(rep));
  expect({ was, doneToday }).toEqual({ was: { followedUp: 1, claimed: 3, won: 1 }, doneToday: 1 });
});

it("recommends what most facts speak for, with the facts, and nothing that has to cool down", async () => {
  const { rep, pool } = await newRep();
  const add = (name: string, given: Parameters<World["customer"]>[0]) =>
    world.customer({ pool, name, grade: "C", at: ago(20 * DAY), ...given });
  const won = await add("won", { region: "苏州", industry: "能源" });
  await claimCustomer(world.as(rep, ago(10 * DAY)), { customerId: won });
  await recordDeal(world.as(rep, ago(9 * DAY)), { customerId: won, title: "x", amount: 1 });
  await add("near", { region: "苏州" });
  await add("great", { region: "苏州", industry: "能源", grade: "A", at: ago(HOUR) });
  await add("bounced", { grade: "A", bounceCount: 3, ownerCount: 3 });
  await add("plain", {});
  const talked = await add("talked", { grade: "A" });
  await claimCustomer(world.as(world.rep(0), ago(6 * DAY)), { customerId: talked });
  await logFollowUp(
    world.as(world.rep(0), ago(5 * DAY)),
    LogFollowUpInput.parse({ customerId: talked, channel: "visit", outcome: "quoted" }),
  );
  await releaseCustomer(world.as(world.rep(0), ago(4 * DAY)), {
    customerId: talked,
    reason: "other",
    note: "",
  });
  const lost = await add("lost", { grade: "A" });
  await claimCustomer(world.as(rep, ago(3 * DAY)), { customerId: lost });
  await releaseCustomer(world.as(rep, ago(2 * DAY)), { customerId: lost, reason: "other", note: "" });
  await recordPoolVisit(world.as(rep, ago(DAY)), { poolId: pool.id });
  const { recommended, fresh } = await todayOf(world.as(rep));
  expect(recommended.map(({ row, why }) => [row.name, why])).toEqual([
    [
      "great",
      [
        { code: "grade_a" },
        { code: "entered_today" },
        { code: "won_in_region", region: "苏州", count: 1 },
        { code: "won_in_industry", industry: "能源", count: 1 },
        { code: "never_held" },
      ],
    ],
    ["talked", [{ code: "grade_a" }, { code: "talked_before", outcome: "quoted", days: 5 }]],
    ["near", [{ code: "won_in_region", region: "苏州", count: 1 }, { code: "never_held" }]],
    ["bounced", [{ code: "grade_a" }]],
  ]);
  expect(recommended[0]).toMatchObject({ pool: { id: pool.id }, row: { claim: { ok: true } } });
  expect(fresh).toEqual([{ pool: { id: pool.id, name: pool.name }, count: { count: 1, about: false } }]);
});

it("is empty for somebody who holds nothing and belongs to no pool", async () => {
  const nobody = await makeUser(testDb().db, now, { team: world.team });
  expect(await todayOf(world.as(nobody))).toMatchObject({
    ...{ things: 0, recommended: [], fresh: [], quotas: { pools: [], main: null } },
  });
});

import { beforeAll, expect, it } from "vitest";
import { makePool, makeUser, makeWorld, type World } from "@/db/testing/factories";
import { useTestDb } from "@/db/testing/index";
import { recordDeal } from "@/lib/deals/record-deal";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { releaseCustomer } from "@/lib/ownership/release-customer";
import { addMs, DAY, HOUR } from "@/lib/time";
import { quotaOf } from "./queries";

const testDb = useTestDb();
/** Friday, ten in the morning in Shanghai. */
const now = new Date("2026-11-20T02:00:00Z");
let world: World;

beforeAll(async () => {
  world = await makeWorld(testDb().db, { now });
});

it("counts what is held and claimed, what doesn't count, and what has to cool down", async () => {
  const rep = await makeUser(testDb().db, now, { team: world.team });
  const pool = await makePool(testDb().db, addMs(now, -100 * DAY), {
    ...{ members: [rep], name: "A", policy: { claimLimits: { perDay: 3, perWeek: 4 }, holdingCap: 5 } },
  });
  const quiet = await makePool(testDb().db, now, { members: [rep], name: "B" });
  const [won = "", lost = ""] = await world.customers(2, { pool, name: "掉了", at: addMs(now, -20 * DAY) });
  await claimCustomer(world.as(rep, addMs(now, -5 * DAY)), { customerId: won });
  await recordDeal(world.as(rep), { customerId: won, title: "x", amount: 1 });
  await claimCustomer(world.as(rep), { customerId: lost });
  await releaseCustomer(world.as(rep, addMs(now, HOUR)), { customerId: lost, reason: "other", note: "" });
  await world.customers(2, { pool, owner: rep });

  const at = addMs(now, 2 * HOUR);
  const { pools, main } = await quotaOf(world.as(rep, at));
  expect(pools.map((one) => one.pool.name)).toEqual(["A", "B"]);
  expect(main).toMatchObject({
    ...{ pool: { id: pool.id }, held: 2, cap: 5, notCounted: 1, refusal: null, left: 2, coolDownDays: 7 },
    today: { used: 1, limit: 3, resetsAt: new Date("2026-11-20T16:00:00Z") },
    week: { used: 1, limit: 4, resetsAt: new Date("2026-11-22T16:00:00Z") },
    coolDowns: [
      { customerId: lost, name: "掉了", lostAt: addMs(now, HOUR), until: addMs(now, 7 * DAY + HOUR) },
    ],
    protections: { used: 0, limit: 3, maxDays: 30 },
  });
  expect((await quotaOf(world.as(rep, at), quiet.id)).pools).toMatchObject([{ held: 0, left: 3 }]);
  // Sunday's claim counts for the week that ended with it, not for Monday's.
  expect((await quotaOf(world.as(rep, addMs(now, 3 * DAY)))).main?.week?.used).toBe(0);
  // The last instant of the cool-down, and the first after it.
  const end = addMs(now, 7 * DAY + HOUR);
  expect((await quotaOf(world.as(rep, addMs(end, -1)))).main?.coolDowns).toHaveLength(1);
  expect((await quotaOf(world.as(rep, end))).main?.coolDowns).toEqual([]);
});

it("says why nothing more can be claimed, and that somebody from outside can claim nothing", async () => {
  const rep = await makeUser(testDb().db, now, { team: world.team, holdingCap: 1 });
  const pool = await makePool(testDb().db, now, { members: [rep] });
  await world.customer({ pool, owner: rep });
  expect((await quotaOf(world.as(rep))).main).toMatchObject({
    ...{ cap: 1, held: 1, left: 0, refusal: { code: "HOLDING_CAP_REACHED", params: { held: 1, cap: 1 } } },
  });
  expect((await quotaOf(world.as(world.admin), pool.id)).pools).toMatchObject([
    { left: 0, refusal: { code: "NOT_A_MEMBER" } },
  ]);
  expect(await quotaOf(world.as(world.admin))).toEqual({ pools: [], main: null });
  const nowhere = quotaOf(world.as(rep), "00000000-0000-7000-8000-000000000000");
  await expect(nowhere).rejects.toMatchObject({ code: "NOT_FOUND" });
});

it("has no limits to tell where the policy sets none", async () => {
  const rep = await makeUser(testDb().db, now, { team: world.team });
  await makePool(testDb().db, now, {
    members: [rep],
    policy: { holdingCap: null, claimLimits: { perDay: null, perWeek: null } },
  });
  expect((await quotaOf(world.as(rep))).main).toMatchObject({
    cap: null,
    today: null,
    week: null,
    left: null,
  });
});

import { beforeAll, describe, expect, it } from "vitest";
import { withClocks } from "@/db/testing/clocks";
import { makePool, makeTeam, makeUser, makeWorld, type TestUser, type World } from "@/db/testing/factories";
import { useTestDb } from "@/db/testing/index";
import { recordDeal } from "@/lib/deals/record-deal";
import { logFollowUp } from "@/lib/follow-ups/log-follow-up";
import { LogFollowUpInput } from "@/lib/follow-ups/schema";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { protectCustomer } from "@/lib/ownership/protect-customer";
import { addMs, DAY, HOUR } from "@/lib/time";
import { countMine, stripOf } from "./count-mine";
import { listMine } from "./list-mine";
import type { MineListInput } from "./list-schema";

const testDb = useTestDb();
const now = new Date("2026-11-20T02:00:00Z");
let world: World;
const later = (ms: number) => addMs(now, ms);

beforeAll(async () => {
  world = await makeWorld(testDb().db, { now, policy: withClocks({ firstContactHours: 240 }) });
});

const newRep = () => makeUser(testDb().db, now, { team: world.team });
const names = async (user: TestUser, input: MineListInput = {}) =>
  (await listMine(world.as(user), input)).rows.map((row) => row.name);
const followUp = (user: TestUser, customerId: string, given: object = {}, at = now) =>
  logFollowUp(
    world.as(user, at),
    LogFollowUpInput.parse({ customerId, channel: "call", outcome: "connected", ...given }),
  );

describe("the list", () => {
  it.each(["due", "name", "lastFollowUp", "heldSince", "nextStep"] as const)(
    "by %s tells every customer once, whatever the page",
    async (sort) => {
      const rep = await newRep();
      for (let n = 0; n < 15; n += 1) {
        const id = await world.customer({ owner: rep, name: `N${n % 4}`, at: addMs(now, -(n % 3) * HOUR) });
        const nextStepAt = n % 2 ? later((n % 3) * DAY).toISOString() : null;
        if (n % 5 === 0) await followUp(rep, id, { nextStepAt });
        if (n % 5 === 1) await recordDeal(world.as(rep), { customerId: id, title: "x", amount: 1 });
      }
      const whole = (await listMine(world.as(rep), { sort })).rows.map((row) => row.id);
      expect(new Set(whole).size).toBe(15);
      const paged: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await listMine(world.as(rep), { sort, limit: 4, ...(cursor ? { cursor } : {}) });
        paged.push(...page.rows.map((row) => row.id));
        cursor = page.nextCursor;
      } while (cursor);
      expect(paged).toEqual(whole);
    },
  );

  it("comes by deadline, and those without one last", async () => {
    const rep = await newRep();
    const won = await world.customer({ owner: rep, name: "won", at: later(-9 * DAY) });
    await recordDeal(world.as(rep), { customerId: won, title: "框架", amount: 500 });
    await world.customer({ owner: rep, name: "late", at: later(-DAY) });
    await world.customer({ owner: rep, name: "soon", at: later(-8 * DAY) });
    const { rows } = await listMine(world.as(rep), {});
    expect(rows.map((row) => row.name)).toEqual(["soon", "late", "won"]);
    expect(rows[0]).toMatchObject({
      ...{
        dueRule: { id: "first_contact", name: "", since: "claimed", span: { amount: 240, unit: "hours" } },
        dueAt: later(2 * DAY),
        urgency: "days",
      },
      ...{ dueFrom: later(-8 * DAY), policyVersion: 1, owner: { id: rep.id } },
    });
    expect(rows[2]).toMatchObject({ urgency: "none", won: { amount: 500, currency: "CNY" }, dueAt: null });
  });
});

describe("views and filters", () => {
  it("leave what they say, and are counted alike", async () => {
    const rep = await newRep();
    const pool = await makePool(testDb().db, now, { members: [rep] });
    await world.customer({ owner: rep, name: "soon", at: later(-9 * DAY) });
    const kept = await world.customer({ owner: rep, name: "kept", at: later(-9 * DAY), grade: "A" });
    await protectCustomer(world.as(rep), { customerId: kept, days: 2, reason: "x" });
    const won = await world.customer({ owner: rep, name: "won", at: later(-2 * DAY) });
    await recordDeal(world.as(rep), { customerId: won, title: "x", amount: 1 });
    const idle = await world.customer({ owner: rep, name: "idle", at: later(-60 * DAY) });
    await followUp(rep, idle, { nextStepAt: later(HOUR).toISOString() }, later(-40 * DAY));
    const taken = await world.customer({ pool, name: "taken" });
    await claimCustomer(world.as(rep), { customerId: taken });
    await followUp(rep, taken, { nextStepAt: later(3 * DAY).toISOString() });
    const views = {
      ...{ mine: ["idle", "kept", "soon", "taken", "won"], dueSoon: ["idle", "soon"] },
      ...{ firstContact: ["kept", "soon"], protected: ["kept"], won: ["won"], idle30: ["idle"] },
      plannedToday: ["idle"],
    } as const;
    const counts = await countMine(world.as(rep), {});
    for (const view of [
      "mine",
      "dueSoon",
      "firstContact",
      "protected",
      "won",
      "idle30",
      "plannedToday",
    ] as const) {
      expect((await names(rep, { view })).sort()).toEqual(views[view]);
      expect(counts[view]).toBe(views[view].length);
    }
    expect(await names(rep, { pool: pool.id })).toEqual(["taken"]);
    expect(await names(rep, { taken: "today" })).toEqual(["taken"]);
    expect(await names(rep, { touched: 1 })).toEqual(["taken"]);
    expect((await names(rep, { idle: 5 })).sort()).toEqual(["idle", "kept", "soon"]);
    expect(await names(rep, { won: true })).toEqual(["won"]);
    expect(await names(rep, { grade: ["A"], q: "kep" })).toEqual(["kept"]);
    expect(await names(rep, { stage: ["won"] })).toEqual(["won"]);
  });

  it("a customer whose next step is at midnight is planned for the day that begins with it", async () => {
    const rep = await newRep();
    const midnight = new Date("2026-11-20T16:00:00Z");
    const id = await world.customer({ owner: rep, name: "midnight" });
    await followUp(rep, id, { nextStepAt: midnight.toISOString() });
    expect(await names(rep, { view: "plannedToday" })).toEqual([]);
    const { rows } = await listMine(world.as(rep, midnight), { view: "plannedToday" });
    expect(rows.map((row) => row.name)).toEqual(["midnight"]);
  });
});

describe("whose", () => {
  it("are a rep's own only; a manager's may be his team's, an admin's anybody's", async () => {
    const team = await makeTeam(testDb().db, now);
    const manager = await makeUser(testDb().db, now, { role: "manager", team });
    const [one, two] = [
      await makeUser(testDb().db, now, { team }),
      await makeUser(testDb().db, now, { team }),
    ];
    const outside = await newRep();
    for (const [owner, name] of [
      [one, "one"],
      [two, "two"],
      [outside, "outside"],
      [manager, "manager"],
    ] as const) {
      await world.customer({ owner, name });
    }
    expect(await names(one, { view: "all" })).toEqual(["one"]);
    expect(await names(one, { team: team.id })).toEqual(["one"]);
    expect(await names(manager)).toEqual(["manager"]);
    expect((await names(manager, { view: "all" })).sort()).toEqual(["manager", "one", "two"]);
    expect(await names(manager, { owner: two.id })).toEqual(["two"]);
    expect(await names(manager, { team: world.team.id })).toEqual([]);
    expect((await names(world.admin, { team: team.id })).sort()).toEqual(["manager", "one", "two"]);
    expect(await names(world.admin, { owner: outside.id })).toEqual(["outside"]);
    const refused = [
      () => listMine(world.as(one), { owner: two.id }),
      () => listMine(world.as(manager), { owner: outside.id }),
      () => countMine(world.as(one), { owner: two.id }),
      () => stripOf(world.as(one), { owner: two.id }),
    ];
    for (const ask of refused) await expect(ask()).rejects.toMatchObject({ code: "NOT_YOURS" });
  });
});

it("the strip counts the next fourteen days of the organisation, what is due already with today", async () => {
  const rep = await newRep();
  await world.customer({ owner: rep, at: later(-11 * DAY) });
  await world.customer({ owner: rep, at: later(-10 * DAY + HOUR) });
  await world.customer({ owner: rep, at: later(-9 * DAY + 15 * HOUR) });
  const kept = await world.customer({ owner: rep, at: later(-6 * DAY) });
  await protectCustomer(world.as(rep), { customerId: kept, days: 9, reason: "x" });
  const { days, total } = await stripOf(world.as(rep), {});
  expect(days).toHaveLength(14);
  expect(total).toBe(4);
  expect(days.filter((day) => day.total > 0)).toEqual([
    { on: "2026-11-20", total: 2, byUrgency: { due: 1, hours: 1 } },
    { on: "2026-11-22", total: 1, byUrgency: { days: 1 } },
    { on: "2026-12-03", total: 1, byUrgency: { paused: 1 } },
  ]);
});

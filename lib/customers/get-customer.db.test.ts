import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { makePool, makeTeam, makeUser, makeWorld, type World } from "@/db/testing/factories";
import { useTestDb } from "@/db/testing/index";
import type { Condition } from "@/lib/conditions/schema";
import { recordDeal } from "@/lib/deals/record-deal";
import { logFollowUp } from "@/lib/follow-ups/log-follow-up";
import { LogFollowUpInput } from "@/lib/follow-ups/schema";
import { recordLeave } from "@/lib/leaves/record-leave";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { invalidateCustomer } from "@/lib/ownership/invalidate-customer";
import { protectCustomer } from "@/lib/ownership/protect-customer";
import { releaseCustomer } from "@/lib/ownership/release-customer";
import { unprotectCustomer } from "@/lib/ownership/unprotect-customer";
import { firstContact, noDeal, noFollowUp } from "@/lib/policies/return-rule";
import { quotaOf } from "@/lib/quotas/queries";
import { reclaimDue } from "@/lib/reclaim/reclaim-due";
import { addMs, DAY, HOUR, MINUTE } from "@/lib/time";
import { getCustomer, neighboursOf } from "./get-customer";
import { getTimeline } from "./get-timeline";
import { listPool } from "./list-pool";
import { peekCustomer } from "./peek-customer";

const testDb = useTestDb();
const now = new Date("2026-11-20T02:00:00Z");
let world: World;
const later = (ms: number) => addMs(now, ms);

beforeAll(async () => {
  world = await makeWorld(testDb().db, { now });
});

const freshPool = (policy = {}) =>
  makePool(testDb().db, addMs(now, -365 * DAY), { members: [world.manager, ...world.reps], policy });

const followUp = (customerId: string, at: Date, given: object = {}) =>
  logFollowUp(
    world.as(world.rep(0), at),
    LogFollowUpInput.parse({ customerId, channel: "call", outcome: "connected", note: "谈了", ...given }),
  );

describe("who sees a customer", () => {
  it("in hands: its owner, his manager and an admin; nobody else, but for a while who has just taken it", async () => {
    const customerId = await world.customer({ name: "栖岳精密" });
    await claimCustomer(world.as(world.rep(0)), { customerId });
    const strangerTeam = await makeTeam(testDb().db, now);
    const otherManager = await makeUser(testDb().db, now, { role: "manager", team: strangerTeam });
    for (const user of [world.rep(0), world.manager, world.admin]) {
      expect((await getCustomer(world.as(user), { customerId })).name).toBe("栖岳精密");
      expect(await peekCustomer(world.as(user), { customerId })).toMatchObject({ kind: "held" });
    }
    for (const user of [world.rep(1), otherManager]) {
      const asked = getCustomer(world.as(user), { customerId });
      await expect(asked).rejects.toMatchObject({ code: "NOT_FOUND" });
      const told = getTimeline(world.as(user), { customerId });
      await expect(told).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    expect(await peekCustomer(world.as(world.rep(1), later(15 * MINUTE)), { customerId })).toEqual({
      ...{ kind: "taken", id: customerId, name: "栖岳精密", ownerName: world.rep(0).name, at: now },
    });
    const afterwards = peekCustomer(world.as(world.rep(1), later(15 * MINUTE + 1)), { customerId });
    await expect(afterwards).rejects.toMatchObject({ code: "NOT_FOUND" });
    const never = peekCustomer(world.as(otherManager), { customerId });
    await expect(never).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("in a pool: its members and admins; marked invalid: its managers and admins", async () => {
    const customerId = await world.customer();
    const stranger = await makeUser(testDb().db, now, { team: world.team });
    expect((await getCustomer(world.as(world.rep(1)), { customerId })).permits.claim).toEqual({ ok: true });
    await expect(getCustomer(world.as(stranger), { customerId })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await invalidateCustomer(world.as(world.manager), { customerId, reason: "closed_down", note: "" });
    await expect(getCustomer(world.as(world.rep(1)), { customerId })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    const seen = await getCustomer(world.as(world.manager), { customerId });
    expect(seen).toMatchObject({ state: "invalid", invalidReason: "closed_down", deadline: null });
    expect(seen.permits).toMatchObject({ restore: { ok: true }, claim: { ok: false, error: "NOT_IN_POOL" } });
  });
});

describe("a rule with a pool and a cool-down of its own", () => {
  it("sends the customer there, keeps its owner off as long, and is told before and after", async () => {
    const target = await makePool(testDb().db, addMs(now, -365 * DAY), {
      ...{ name: "沉睡客户", members: world.reps, policy: { coolDownDays: 3 } },
    });
    const first = firstContact(24);
    const own = { ...first, targetPoolId: target.id, coolDownDays: 40 };
    const pool = await freshPool({ returnRules: [own], coolDownDays: 7 });
    const customerId = await world.customer({ pool });
    const peek = await peekCustomer(world.as(world.rep(0)), { customerId });
    expect(peek).toMatchObject({ promise: { poolName: "沉睡客户", coolDownDays: 40 } });
    await claimCustomer(world.as(world.rep(0)), { customerId });
    expect((await getCustomer(world.as(world.rep(0)), { customerId })).deadline).toMatchObject({
      ...{ poolName: "沉睡客户", coolDownDays: 40 },
    });
    await reclaimDue(world.system(later(DAY)));
    const refused = { until: later(41 * DAY).toISOString(), since: later(DAY).toISOString(), days: 40 };
    const claim = (at: Date) => claimCustomer(world.as(world.rep(0), at), { customerId });
    await expect(claim(later(41 * DAY - 1))).rejects.toMatchObject({ code: "COOLING_DOWN", params: refused });
    const [row] = (await listPool(world.as(world.rep(0), later(20 * DAY)), { pool: target.id })).rows;
    expect(row).toMatchObject({ id: customerId, claim: { error: "COOLING_DOWN", params: refused } });
    const again = await peekCustomer(world.as(world.rep(0), later(20 * DAY)), { customerId });
    expect(again).toMatchObject({ eligibility: { coolDown: { ok: false, days: 40 } } });
    const cooling = async (ms: number) => {
      const quotas = await quotaOf(world.as(world.rep(0), later(ms)), target.id);
      const input = { pool: target.id, view: "coolingForMe" } as const;
      const { rows } = await listPool(world.as(world.rep(0), later(ms)), input);
      return [quotas.pools[0]?.coolDowns.map((one) => one.customerId), rows.map(({ id }) => id)];
    };
    expect(await cooling(41 * DAY - 1)).toEqual([[customerId], [customerId]]);
    expect(await cooling(41 * DAY)).toEqual([[], []]);
    await claimCustomer(world.as(world.rep(1), later(2 * DAY)), { customerId });
    await releaseCustomer(world.as(world.rep(1), later(3 * DAY)), { customerId, reason: "other", note: "" });
    expect(await claim(later(41 * DAY))).toMatchObject({ customerId });
    // What he gives back himself cools as the pool says, whatever took it from him before.
    await releaseCustomer(world.as(world.rep(0), later(42 * DAY)), { customerId, reason: "other", note: "" });
    await expect(claim(later(44 * DAY))).rejects.toMatchObject({ params: { days: 3 } });
    expect(await claim(later(45 * DAY))).toMatchObject({ customerId });
  });
});

describe("before a claim", () => {
  it("the promise is what the claim then sets, and every item of eligibility has its numbers", async () => {
    const pool = await freshPool({ holdingCap: 2, claimLimits: { perDay: 2, perWeek: null } });
    const customerId = await world.customer({ pool });
    await claimCustomer(world.as(world.rep(0)), { customerId: await world.customer({ pool }) });
    const peek = await peekCustomer(world.as(world.rep(0)), { customerId });
    if (peek.kind !== "pooled") throw new Error(peek.kind);
    expect(peek.claim).toEqual({ ok: true });
    expect(peek.eligibility).toMatchObject({
      member: { ok: true },
      coolDown: { ok: true, days: 7, freeFrom: null },
      cap: { ok: true, held: 1, heldAfter: 2, cap: 2 },
      today: { ok: true, use: { used: 1, limit: 2 } },
      week: { ok: true, use: null },
    });
    const held = await claimCustomer(world.as(world.rep(0)), { customerId });
    expect(peek.promise).toMatchObject({ rule: held.rule, policyVersion: held.policyVersion });
    expect(peek.promise.dueAt?.toISOString()).toBe(held.dueAt);
    const next = await peekCustomer(world.as(world.rep(0)), { customerId: await world.customer({ pool }) });
    expect(next).toMatchObject({
      claim: { ok: false, error: "HOLDING_CAP_REACHED" },
      eligibility: { cap: { ok: false, held: 2, cap: 2 }, today: { ok: false } },
    });
  });

  it("its history is told by who held it, how often he followed up and how it ended", async () => {
    const pool = await freshPool();
    const customerId = await world.customer({ pool, at: addMs(now, -10 * DAY) });
    await claimCustomer(world.as(world.rep(0)), { customerId });
    await followUp(customerId, later(HOUR), { note: "采购部换人了，打 13812341234" });
    const end = later(2 * DAY);
    await releaseCustomer(world.as(world.rep(0), end), { customerId, reason: "no_budget", note: "" });
    const peek = await peekCustomer(world.as(world.rep(1), end), { customerId });
    expect(peek).toMatchObject({
      entered: { kind: "released", reason: "no_budget" },
      lastNotes: [{ note: "采购部换人了，打 138****1234", byName: world.rep(0).name }],
      history: [
        { kind: "pooled", from: end, until: null, entered: { kind: "released" } },
        {
          ...{ kind: "held", from: now, until: end, followUpCount: 1, endKind: "released", mine: false },
          ...{ endReason: "no_budget", lastOutcome: "connected", owner: { name: world.rep(0).name } },
        },
        { kind: "pooled", until: now, entered: { kind: "created" } },
      ],
    });
  });
});

describe("the deadline", () => {
  it("names what started it: the claim, then a follow-up; and where a follow-up would move it", async () => {
    const pool = await freshPool();
    const customerId = await world.customer({ pool });
    await claimCustomer(world.as(world.rep(0)), { customerId });
    const fresh = (await getCustomer(world.as(world.rep(0)), { customerId })).deadline;
    expect(fresh).toMatchObject({
      ...{
        rule: { id: "first_contact", span: { amount: 24, unit: "hours" } },
        from: now,
        dueAt: later(DAY),
        policyVersion: 1,
      },
      startedBy: { kind: "claimed", at: now, byName: world.rep(0).name },
      runnerUp: { rule: { id: "no_follow_up", span: { amount: 30, unit: "days" } }, dueAt: later(30 * DAY) },
      ...{ ifFollowedUpAt: later(30 * DAY), pauses: [], coolDownDays: 7, graceUntil: null },
      remindersAhead: [later(22 * HOUR)],
      resets: { minNoteLength: 20 },
    });
    await followUp(customerId, later(HOUR), { outcome: "no_answer", note: "" });
    expect((await getCustomer(world.as(world.rep(0), later(HOUR)), { customerId })).deadline?.rule.id).toBe(
      "first_contact",
    );
    await followUp(customerId, later(2 * HOUR));
    const after = (await getCustomer(world.as(world.rep(0), later(2 * HOUR)), { customerId })).deadline;
    expect(after).toMatchObject({
      ...{ rule: { id: "no_follow_up" }, from: later(2 * HOUR), dueAt: later(30 * DAY + 2 * HOUR) },
      startedBy: { kind: "follow_up", at: later(2 * HOUR), channel: "call", outcome: "connected" },
      runnerUp: { rule: { id: "no_deal" } },
    });
  });

  it("tells its pauses, and is none after a deal", async () => {
    const pool = await freshPool();
    const customerId = await world.customer({ pool });
    await claimCustomer(world.as(world.rep(0)), { customerId });
    await protectCustomer(world.as(world.rep(0), later(HOUR)), { customerId, days: 10, reason: "大客户" });
    const paused = await getCustomer(world.as(world.rep(0), later(2 * HOUR)), { customerId });
    expect(paused.permits.protect).toMatchObject({ ok: false, error: "PROTECTED" });
    expect(paused.deadline).toMatchObject({
      dueAt: later(11 * DAY),
      pauses: [
        {
          kind: "protection",
          from: later(HOUR),
          until: later(10 * DAY + HOUR),
          lifted: false,
          reason: "大客户",
        },
      ],
    });
    await unprotectCustomer(world.as(world.rep(0), later(DAY + HOUR)), { customerId });
    const lifted = (await getCustomer(world.as(world.rep(0), later(2 * DAY)), { customerId })).deadline;
    expect(lifted).toMatchObject({
      ...{ dueAt: later(2 * DAY), pauses: [{ until: later(DAY + HOUR), lifted: true }] },
    });
    await recordDeal(world.as(world.rep(0), later(DAY + 2 * HOUR)), {
      ...{ customerId, title: "年度框架", amount: 18_600_000 },
    });
    const won = await getCustomer(world.as(world.rep(0), later(2 * DAY)), { customerId });
    expect(won).toMatchObject({
      ...{ deadline: null, stage: "won", wonAt: later(DAY + 2 * HOUR) },
      deals: [{ title: "年度框架", amount: 18_600_000, currency: "CNY", byName: world.rep(0).name }],
    });
  });
});

it("tells the owner's leave among what paused the clock, as far as it is of the tenure and before the deadline", async () => {
  const owner = await makeUser(testDb().db, now, { team: world.team });
  const pool = await makePool(testDb().db, addMs(now, -365 * DAY), {
    ...{ members: [owner], policy: { returnRules: [firstContact(72)] } },
  });
  const customerId = await world.customer({ pool });
  const away = (fromOn: string, untilOn: string) =>
    recordLeave(world.as(world.manager), { userId: owner.id, fromOn, untilOn, note: "" });
  await away("2026-11-19", "2026-11-21");
  await away("2026-11-23", "2026-11-23");
  await away("2026-11-27", "2026-11-28");
  await claimCustomer(world.as(owner), { customerId });
  const { deadline } = await getCustomer(world.as(owner, later(HOUR)), { customerId });
  // From Sunday on it counts; Monday doesn't.
  expect(deadline).toMatchObject({
    dueAt: new Date("2026-11-25T16:00:00Z"),
    pauses: [
      { kind: "leave", from: now, until: new Date("2026-11-21T16:00:00Z"), days: 2 },
      {
        ...{ kind: "leave", days: 1 },
        ...{ from: new Date("2026-11-22T16:00:00Z"), until: new Date("2026-11-23T16:00:00Z") },
      },
    ],
  });
});

it("tells the deadline that follows from a fact which has just changed, before any job has written it", async () => {
  const owner = await makeUser(testDb().db, now, { team: world.team });
  const junior: Condition = { field: "ownerLevel", op: "in", values: ["junior"] };
  const pool = await makePool(testDb().db, addMs(now, -365 * DAY), {
    ...{
      members: [owner],
      policy: { returnRules: [{ ...noFollowUp(10), id: "junior", when: junior }, noDeal(90)] },
    },
  });
  const customerId = await world.customer({ pool, owner });
  const told = async () => {
    const { deadline } = await getCustomer(world.as(owner), { customerId });
    return [deadline?.rule.id, deadline?.dueAt, deadline?.runnerUp?.rule.id, deadline?.policyVersion];
  };
  expect(await told()).toEqual(["no_deal", later(90 * DAY), undefined, 1]);
  await world.db.execute(sql`update users set level = 'junior' where id = ${owner.id}::uuid`);
  expect(await told()).toEqual(["junior", later(10 * DAY), "no_deal", 1]);
});

describe("permits", () => {
  it("let a rep act on his own, a manager on his team's, and say why not otherwise", async () => {
    const pool = await freshPool();
    const customerId = await world.customer({ pool });
    const pooled = (await getCustomer(world.as(world.rep(0)), { customerId })).permits;
    expect(pooled).toMatchObject({
      ...{ release: { error: "NOT_OWNED" }, followUp: { error: "NOT_OWNED" }, edit: { error: "NOT_YOURS" } },
      ...{ assign: { error: "FORBIDDEN" }, invalidate: { ok: false }, moveToPool: { ok: false } },
    });
    expect((await getCustomer(world.as(world.manager), { customerId })).permits).toMatchObject({
      ...{ assign: { ok: true }, edit: { ok: true }, invalidate: { ok: true }, moveToPool: { ok: true } },
    });
    await claimCustomer(world.as(world.rep(0)), { customerId });
    const mine = (await getCustomer(world.as(world.rep(0), later(5_000)), { customerId })).permits;
    expect(mine).toMatchObject({
      ...{ release: { ok: true }, edit: { ok: true }, protect: { ok: true }, reveal: { ok: true } },
      ...{ transfer: { error: "FORBIDDEN" }, unprotect: { error: "NOT_PROTECTED" } },
      ...{ claim: { error: "ALREADY_CLAIMED" }, undoClaimUntil: later(10_000) },
    });
    expect((await getCustomer(world.as(world.manager), { customerId })).permits).toMatchObject({
      ...{ transfer: { ok: true }, release: { ok: true }, reveal: { ok: false }, undoClaimUntil: null },
    });
    const late = (await getCustomer(world.as(world.rep(0), later(10_000)), { customerId })).permits;
    expect(late.undoClaimUntil).toBeNull();
  });

  it("count the owner's protections against the policy", async () => {
    const pool = await freshPool({ protection: { maxCustomers: 1, maxDays: 10 } });
    const [first = "", second = ""] = await world.customers(2, { pool });
    await claimCustomer(world.as(world.rep(0)), { customerId: first });
    await claimCustomer(world.as(world.rep(0)), { customerId: second });
    await protectCustomer(world.as(world.rep(0)), { customerId: first, days: 5, reason: "x" });
    const { permits } = await getCustomer(world.as(world.rep(0)), { customerId: second });
    expect(permits.protect).toEqual({
      ...{ ok: false, error: "PROTECTION_LIMIT_REACHED", params: { used: 1, limit: 1 } },
    });
  });
});

it("knows its neighbours in its owner's list by deadline", async () => {
  const pool = await freshPool({ claimLimits: { perDay: null, perWeek: null } });
  const user = await makeUser(testDb().db, now, { team: world.team });
  const own: string[] = [];
  for (const hours of [1, 2, 3])
    own.push(await world.customer({ pool, owner: user, at: later(-hours * HOUR) }));
  const [third, second, first] = own;
  expect(await neighboursOf(world.as(user), { customerId: second ?? "" })).toEqual({
    ...{ previousId: first, nextId: third, position: 2, total: 3 },
  });
  const pooled = await world.customer();
  expect(await neighboursOf(world.as(world.rep(0)), { customerId: pooled })).toBeNull();
});

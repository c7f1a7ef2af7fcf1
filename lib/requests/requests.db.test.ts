import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import { makeTeam, makeUser, makeWorld, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { auditDatabase } from "@/lib/ledger/audit";
import { transferCustomers } from "@/lib/ownership/transfer-customers";
import { noFollowUp } from "@/lib/policies/return-rule";
import { reclaimDue } from "@/lib/reclaim/reclaim-due";
import { addMs, DAY, HOUR } from "@/lib/time";
import { answerRequest } from "./answer-request";
import { findMyRequest, listRequests } from "./queries";
import { requestProtection } from "./request-protection";
import { withdrawRequest } from "./withdraw-request";

const testDb = useTestDb({ max: 8 });
const now = new Date("2026-11-20T02:00:00Z");
const at = (ms: number) => addMs(now, ms);
let world: World;
let id: string;

beforeEach(async () => {
  await wipe(testDb());
  const requests = { waitDays: 2, perTenure: 2, maxDays: 30 };
  world = await makeWorld(testDb().db, { now, policy: { returnRules: [noFollowUp(10)], requests } });
  id = await world.customer({ owner: world.rep(0) });
});
const ask = (when: Date, days = 7) =>
  requestProtection(world.as(world.rep(0), when), { customerId: id, days, reason: "waiting for the tender" });
const answer = (requestId: string, approve: boolean, when: Date, user = world.manager) =>
  answerRequest(world.as(user, when), { requestId, approve, note: "" });
const sweep = async (when: Date) => (await reclaimDue(world.system(when))).reclaimed;
const broken = async () => (await auditDatabase(testDb().db)).filter((one) => one.rows > 0);

describe("while a request waits", () => {
  test("the clock stands still, at most as long as the policy says; nobody answered, it goes on", async () => {
    const asked = await ask(at(9 * DAY));
    expect(asked).toMatchObject({ lapsesAt: at(11 * DAY).toISOString(), dueAt: at(12 * DAY).toISOString() });
    expect(await sweep(at(12 * DAY - 1))).toBe(0);
    expect(await sweep(at(12 * DAY))).toBe(1);
    expect(await broken()).toEqual([]);
  });

  test("a no lets it go on from there, a yes protects over the owner's own limit", async () => {
    const first = await ask(at(9 * DAY));
    expect(await answer(first.requestId, false, at(9 * DAY + 6 * HOUR))).toMatchObject({
      ...{ approved: false, dueAt: at(10 * DAY + 6 * HOUR).toISOString() },
    });
    const second = await ask(at(10 * DAY));
    expect(await answer(second.requestId, true, at(10 * DAY + HOUR))).toMatchObject({
      // Six hours were left: they run after the seven days.
      ...{ approved: true, dueAt: at(17 * DAY + 7 * HOUR).toISOString() },
    });
    await expect(ask(at(11 * DAY))).rejects.toMatchObject({ code: "PROTECTED" });
    expect(await sweep(at(17 * DAY + 7 * HOUR - 1))).toBe(0);
    expect(await sweep(at(17 * DAY + 7 * HOUR))).toBe(1);
    const told = await world.db.execute<{ user_id: string; kind: string }>(
      sql`select user_id, kind from notifications where kind like 'protection_a%' order by at, kind`,
    );
    expect(told.map(({ user_id, kind }) => [user_id, kind])).toEqual([
      [world.manager.id, "protection_asked"],
      [world.rep(0).id, "protection_answered"],
      [world.manager.id, "protection_asked"],
      [world.rep(0).id, "protection_answered"],
    ]);
    expect(await broken()).toEqual([]);
  });

  test("taken back, the clock goes on at once; it counts as one of those that may be asked", async () => {
    const first = await ask(at(9 * DAY));
    await expect(ask(at(9 * DAY + HOUR))).rejects.toMatchObject({ code: "REQUEST_WAITING" });
    expect(await findMyRequest(world.as(world.rep(0), at(9 * DAY)), { customerId: id })).toMatchObject({
      ...{ id: first.requestId, days: 7 },
    });
    await withdrawRequest(world.as(world.rep(0), at(9 * DAY + 3 * HOUR)), { requestId: first.requestId });
    await expect(answer(first.requestId, true, at(9 * DAY + 4 * HOUR))).rejects.toMatchObject({
      code: "REQUEST_OVER",
    });
    await ask(at(10 * DAY));
    // It lapsed, and was the second.
    await expect(ask(at(12 * DAY + HOUR))).rejects.toMatchObject({
      ...{ code: "REQUESTS_USED", params: { used: 2, limit: 2 } },
    });
    expect(await broken()).toEqual([]);
  });
});

test("whoever leads the owner answers: not himself, not a manager of another team; of two answers one counts", async () => {
  const { requestId } = await ask(at(9 * DAY));
  const other = await makeUser(world.db, now, { role: "manager", team: await makeTeam(world.db, now) });
  await expect(answer(requestId, true, at(9 * DAY), other)).rejects.toMatchObject({ code: "NOT_YOURS" });
  await expect(answer(requestId, true, at(9 * DAY), world.rep(0))).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  expect(await listRequests(world.as(other, at(9 * DAY)))).toEqual([]);
  expect(await listRequests(world.as(world.manager, at(9 * DAY)))).toMatchObject([
    { id: requestId, name: expect.any(String) },
  ]);
  const both = await Promise.allSettled(
    [true, false].map((yes) => answer(requestId, yes, at(9 * DAY + HOUR))),
  );
  expect(both.filter(({ status }) => status === "fulfilled").length).toBe(1);
  expect(await listRequests(world.as(world.admin, at(9 * DAY + HOUR)))).toEqual([]);
  expect(await broken()).toEqual([]);
});

test("a request ends with the tenure that it is of: the next owner may ask, and who has it again asks anew", async () => {
  const asked = await ask(now);
  const hand = (userId: string, when: Date) =>
    transferCustomers(world.as(world.manager, when), { customerIds: [id], userId, note: "" });
  await hand(world.rep(1).id, at(HOUR));
  const theirs = { customerId: id, days: 3, reason: "the same tender" };
  expect(await requestProtection(world.as(world.rep(1), at(2 * HOUR)), theirs)).toMatchObject({
    dueAt: at(12 * DAY + HOUR).toISOString(),
  });
  await hand(world.rep(0).id, at(3 * HOUR));
  expect(await listRequests(world.as(world.manager, at(4 * HOUR)))).toEqual([]);
  for (const approve of [true, false])
    await expect(answer(asked.requestId, approve, at(4 * HOUR))).rejects.toMatchObject({
      code: expect.stringMatching(/STALE_OWNERSHIP|REQUEST_OVER/),
    });
  expect(await ask(at(5 * HOUR))).toMatchObject({ dueAt: at(12 * DAY + 3 * HOUR).toISOString() });
  expect(await broken()).toEqual([]);
});

test("where the policy has none, or for longer than it lets, nothing is asked", async () => {
  await expect(ask(now, 31)).rejects.toMatchObject({ code: "INVALID_INPUT", params: { max: 30 } });
  await expect(
    requestProtection(world.as(world.rep(1)), { customerId: id, days: 3, reason: "mine" }),
  ).rejects.toMatchObject({ code: "NOT_YOURS" });
  await wipe(testDb());
  world = await makeWorld(testDb().db, {
    now,
    policy: { requests: { waitDays: 0, perTenure: 1, maxDays: 30 } },
  });
  id = await world.customer({ owner: world.rep(0) });
  await expect(ask(now)).rejects.toMatchObject({ code: "REQUESTS_OFF" });
});

import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import { withClocks } from "@/db/testing/clocks";
import { makeUser, makeWorld, type TestUser, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { publishPolicy } from "@/lib/policies/publish-policy";
import { DAY, HOUR, MINUTE } from "@/lib/time";
import { deactivateUser } from "@/lib/users/deactivate-user";
import { editUser } from "@/lib/users/edit-user";
import { reactivateUser } from "@/lib/users/reactivate-user";
import { decideThresholdChange } from "./decide-threshold-change";
import { publishScheduled } from "./publish-scheduled";
import { getApprovalSettings } from "./queries";
import { setApprovalThreshold } from "./set-approval-threshold";

const now = new Date("2026-11-20T02:00:00.000Z");
const plus = (ms: number) => new Date(now.getTime() + ms);
const testDb = useTestDb();
let world: World;
let second: TestUser;

beforeEach(async () => {
  await wipe(testDb());
  world = await makeWorld(testDb().db, { now, policy: withClocks({ firstContactHours: null }) });
  second = await makeUser(testDb().db, now, { role: "admin" });
});

const set = (threshold: number | null, who = world.admin, at = now) =>
  setApprovalThreshold(world.as(who, at), { threshold });
const settings = (who = world.admin) => getApprovalSettings(world.as(who));
const waiting = async () => {
  const { waiting } = await settings();
  if (!waiting) throw new Error("nothing waits");
  return waiting;
};
const decide = async (who: TestUser, approve: boolean, changeId?: string, at = now) =>
  decideThresholdChange(world.as(who, at), { changeId: changeId ?? (await waiting()).id, approve });
const job = (at: Date) => publishScheduled(world.system(at), {});
const told = async (user: TestUser, kind: string) =>
  (
    await world.db.execute<{ params: Record<string, unknown> }>(
      sql`select params from notifications where user_id = ${user.id} and kind = ${kind} order by at, id`,
    )
  ).map(({ params }) => params);
const letGo = (user: TestUser, who = world.admin, at = now) =>
  deactivateUser(world.as(who, at), { userId: user.id, receiverId: null, note: "" });
const stricter = () => ({ ...world.pool.policy, ...withClocks({ noFollowUpDays: 17 }, world.pool.policy) });
const publish = (who = world.admin, at = now) =>
  publishPolicy(world.as(who, at), { poolId: world.pool.id, baseVersion: 1, document: stricter(), note: "" });

describe("who tightens", () => {
  test("needs nobody; it holds at once, stands in the audit, and the other admins are told", async () => {
    expect(await set(100)).toEqual({ threshold: 100, waits: false, effectiveAt: null });
    expect(await set(50, second, plus(HOUR))).toMatchObject({ threshold: 50, waits: false });
    const { changes, waiting, threshold } = await settings(second);
    expect({ threshold, waiting }).toEqual({ threshold: 50, waiting: null });
    expect(changes).toMatchObject([
      { from: 100, to: 50, state: "in_force", askedBy: { id: second.id }, settledBy: { id: second.id } },
      { from: null, to: 100, state: "in_force", askedBy: { id: world.admin.id }, askedAt: now },
    ]);
    expect(await told(world.admin, "threshold_settled")).toMatchObject([
      { by: second.name, was: "on", wasNumber: 100, becomes: "on", number: 50, outcome: "in_force" },
    ]);
    expect(await told(second, "threshold_settled")).toMatchObject([{ was: "off", number: 100 }]);
  });

  test("the same again changes nothing and tells nobody", async () => {
    await set(100);
    await set(100);
    expect((await settings()).changes).toHaveLength(1);
  });
});

describe("who loosens", () => {
  beforeEach(async () => {
    await set(2);
    await world.customers(3, { owner: world.rep(0), at: plus(-20 * DAY) });
  });

  test.each([null, 3, 1_000])("can't publish what needed an approval, whatever he sets (%s)", async (to) => {
    expect(await set(to)).toEqual({ threshold: 2, waits: true, effectiveAt: null });
    await job(plus(30 * DAY));
    await expect(decide(world.admin, true)).rejects.toMatchObject({ code: "OWN_CHANGE" });
    await expect(publish()).rejects.toMatchObject({ code: "APPROVAL_NEEDED" });
    expect((await settings()).threshold).toBe(2);
  });

  test("is approved by another admin, whom a message asked; then it holds, and he is told", async () => {
    await set(null);
    expect(await told(second, "threshold_asked")).toMatchObject([
      { by: world.admin.name, was: "on", wasNumber: 2, becomes: "off" },
    ]);
    expect(await told(world.admin, "threshold_asked")).toEqual([]);
    expect(await decide(second, true, undefined, plus(HOUR))).toEqual({ state: "in_force", threshold: null });
    expect((await settings()).changes[0]).toMatchObject({
      ...{ state: "in_force", from: 2, to: null, settledBy: { id: second.id }, settledAt: plus(HOUR) },
    });
    expect(await told(world.admin, "threshold_settled")).toMatchObject([{ outcome: "in_force" }]);
    await publish();
  });

  test("is declined, or withdraws, and nothing has changed", async () => {
    await set(null);
    const first = (await waiting()).id;
    expect(await decide(second, false)).toEqual({ state: "declined", threshold: 2 });
    await expect(decide(second, true, first)).rejects.toMatchObject({ code: "REQUEST_OVER" });
    await set(9);
    expect(await decide(world.admin, false)).toEqual({ state: "withdrawn", threshold: 2 });
    expect((await settings()).threshold).toBe(2);
    await expect(publish()).rejects.toMatchObject({ code: "APPROVAL_NEEDED" });
  });

  test("another number withdraws the one that waited: what nobody has seen is not approved", async () => {
    await set(3);
    const seen = (await waiting()).id;
    await set(1_000);
    await expect(decide(second, true, seen)).rejects.toMatchObject({ code: "REQUEST_OVER" });
    expect(await waiting()).toMatchObject({ from: 2, to: 1_000 });
    await set(1, second);
    expect((await settings()).waiting).toBeNull();
    expect((await settings()).changes.map(({ state }) => state)).toEqual([
      ...["in_force", "withdrawn", "withdrawn", "in_force"],
    ]);
  });

  test("two ask at the same time: one waits, and neither has approved the other's", async () => {
    const asked = await Promise.all([set(50), set(60, second)]);
    expect(asked.map(({ threshold, waits }) => [threshold, waits])).toEqual([
      [2, true],
      [2, true],
    ]);
    const { changes, threshold } = await settings();
    expect(threshold).toBe(2);
    expect(changes.map(({ state }) => state).sort()).toEqual(["in_force", "waiting", "withdrawn"]);
  });

  test("two decide at the same time, and he withdraws: one wins, and the others hear that it is over", async () => {
    const third = await makeUser(testDb().db, now, { role: "admin" });
    await set(null);
    const { id } = await waiting();
    const results = await Promise.allSettled([
      decide(second, true, id),
      decide(third, false, id),
      decide(world.admin, false, id),
    ]);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const lost = results.flatMap((one) => (one.status === "rejected" ? [one.reason.code] : []));
    expect(lost).toEqual(["REQUEST_OVER", "REQUEST_OVER"]);
    const [change] = (await settings()).changes;
    expect((await settings()).threshold).toBe(change?.state === "in_force" ? null : 2);
  });

  test("an admin who is let go while he approves has approved, or was refused; never half", async () => {
    await set(null);
    const { id } = await waiting();
    const [approved] = await Promise.allSettled([decide(second, true, id), letGo(second)]);
    const { threshold, waiting: left } = await settings();
    if (approved.status === "fulfilled") expect([threshold, left]).toEqual([null, null]);
    else expect([approved.reason.code, threshold, left?.id]).toEqual(["FORBIDDEN", 2, id]);
  });

  test("who is an admin no more approves nothing with a page that is still open", async () => {
    await set(null);
    const { id } = await waiting();
    const person = { name: second.name, email: "second@example.com", role: "rep" as const };
    const rest = { teamId: null, level: null, holdingCap: null, locale: null };
    await editUser(world.as(world.admin), { userId: second.id, ...person, ...rest });
    await expect(decide(second, true, id)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("lets the others go and is alone: it holds a day after that was seen, and not before", async () => {
    await set(null);
    await letGo(second, world.admin, plus(HOUR));
    await job(plus(HOUR));
    expect((await waiting()).effectiveAt).toEqual(plus(HOUR + DAY));
    await job(plus(HOUR + DAY - MINUTE));
    await expect(publish(world.admin, plus(HOUR + DAY - MINUTE))).rejects.toMatchObject({
      code: "APPROVAL_NEEDED",
    });
    await job(plus(HOUR + DAY));
    expect(await settings()).toMatchObject({ threshold: null, waiting: null });
    expect((await settings()).changes[0]).toMatchObject({ state: "in_force", settledBy: null });
  });

  test("another admin is back before that: he has to approve after all", async () => {
    await set(null);
    await letGo(second);
    await job(now);
    await reactivateUser(world.as(world.admin, plus(HOUR)), { userId: second.id });
    await job(plus(2 * DAY));
    expect(await waiting()).toMatchObject({ effectiveAt: null });
    expect((await settings()).threshold).toBe(2);
    await letGo(second, world.admin, plus(3 * DAY));
    await job(plus(3 * DAY));
    expect((await waiting()).effectiveAt).toEqual(plus(4 * DAY));
  });

  test("has left himself: the one who remains may approve it, and nothing happens by itself", async () => {
    await set(null);
    await letGo(world.admin, second);
    await job(plus(5 * DAY));
    expect((await getApprovalSettings(world.as(second))).threshold).toBe(2);
    const { waiting: left } = await getApprovalSettings(world.as(second));
    await decide(second, true, left?.id);
    expect((await getApprovalSettings(world.as(second))).threshold).toBeNull();
  });
});

describe("an only admin", () => {
  beforeEach(async () => {
    await letGo(second);
    await set(2);
  });

  test("waits for a day, is told when it holds, and may withdraw until then", async () => {
    const asked = { threshold: 2, waits: true, effectiveAt: plus(DAY).toISOString() };
    expect(await set(null)).toEqual(asked);
    expect(await set(null, world.admin, plus(HOUR))).toEqual(asked);
    await decide(world.admin, false);
    await job(plus(2 * DAY));
    expect((await settings()).threshold).toBe(2);
    await set(null, world.admin, plus(2 * DAY));
    await Promise.all([job(plus(3 * DAY)), job(plus(3 * DAY))]);
    expect((await settings()).threshold).toBeNull();
    expect(await told(world.admin, "threshold_settled")).toMatchObject([{ outcome: "in_force" }]);
  });
});

test("what was settled can't be rewritten, nor raised past the second admin by a statement", async () => {
  await set(2);
  await set(9);
  const refused = async (statement: ReturnType<typeof sql>) =>
    expect(await world.db.execute(statement).catch((error: Error) => error)).toBeInstanceOf(Error);
  await refused(sql`delete from threshold_changes`);
  await refused(sql`update threshold_changes set to_threshold = 7 where state = 'in_force'`);
  await refused(
    sql`update threshold_changes set state = 'in_force', settled_at = asked_at where state = 'waiting'`,
  );
  await refused(sql`
    update threshold_changes set state = 'in_force', settled_at = asked_at, settled_by_id = asked_by_id where state = 'waiting'`);
  expect((await settings()).changes.map(({ state }) => state).sort()).toEqual(["in_force", "waiting"]);
});

import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import { makePool, makeTeam, makeUser, makeWorld, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import type { Condition } from "@/lib/conditions/schema";
import { editOrganization } from "@/lib/organization/edit-organization";
import { returnRule } from "@/lib/policies/return-rule";
import { DAY } from "@/lib/time";
import { deactivateUser } from "@/lib/users/deactivate-user";
import { cancelLeave } from "./cancel-leave";
import { listAbsences, listLeaves } from "./queries";
import { recordLeave } from "./record-leave";
import { RecordLeaveInput } from "./schema";

const testDb = useTestDb();
/** Friday 20 November 2026, 10:00 in Shanghai. */
const now = new Date("2026-11-20T02:00:00Z");
let world: World;

beforeEach(async () => {
  world = await makeWorld(testDb().db, { now });
});
afterEach(() => wipe(testDb()));

const manager = (at: Date = now) => world.as(world.manager, at);
const leave = (fromOn: string, untilOn: string, userId = world.rep(0).id) => ({
  ...{ userId, fromOn, untilOn, note: "" },
});
/** Between which instants the clocks of a person stand still, as deadlines read it. */
async function pausesOf(userId = world.rep(0).id) {
  const rows = await world.db.execute<{ from_at: string; until_at: string }>(sql`
    select from_at, until_at from leaves where user_id = ${userId}::uuid and cancelled_at is null order by from_at`);
  return rows.map((row) => [new Date(row.from_at).toISOString(), new Date(row.until_at).toISOString()]);
}

describe("recording", () => {
  test("a pause lasts from the first day's start to the end of the last", async () => {
    await recordLeave(manager(), leave("2026-11-23", "2026-11-27"));
    await recordLeave(manager(), leave("2026-11-30", "2026-11-30"));
    expect(await pausesOf()).toEqual([
      ["2026-11-22T16:00:00.000Z", "2026-11-27T16:00:00.000Z"],
      ["2026-11-29T16:00:00.000Z", "2026-11-30T16:00:00.000Z"],
    ]);
  });

  test.each([
    ["2026-11-27", "2026-11-30"],
    ["2026-11-20", "2026-11-23"],
    ["2026-11-25", "2026-11-25"],
    ["2026-11-01", "2026-12-31"],
  ])("no two overlap: %s to %s", async (fromOn, untilOn) => {
    await recordLeave(manager(), leave("2026-11-23", "2026-11-27"));
    await expect(recordLeave(manager(), leave(fromOn, untilOn))).rejects.toMatchObject({
      ...{ code: "LEAVE_OVERLAPS", params: { from: "2026-11-23", until: "2026-11-27" } },
    });
    await recordLeave(manager(), leave(fromOn, untilOn, world.rep(1).id));
  });

  test("of two at once for the same days one is recorded", async () => {
    const both = await Promise.allSettled([
      recordLeave(manager(), leave("2026-11-23", "2026-11-27")),
      recordLeave(world.as(world.admin), leave("2026-11-24", "2026-11-25")),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await pausesOf()).toHaveLength(1);
  });

  test("only by the person's own manager or an admin, and only for somebody who is there", async () => {
    const stranger = await makeUser(world.db, now, { role: "manager", team: await makeTeam(world.db, now) });
    const input = leave("2026-11-23", "2026-11-27");
    await expect(recordLeave(world.as(stranger), input)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(recordLeave(world.as(world.rep(0)), input)).rejects.toMatchObject({ code: "FORBIDDEN" });
    const { leaveId } = await recordLeave(manager(), input);
    await expect(cancelLeave(world.as(stranger), { leaveId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await deactivateUser(world.as(world.admin), { userId: world.rep(1).id, receiverId: null, note: "" });
    const gone = recordLeave(manager(), leave("2026-11-23", "2026-11-27", world.rep(1).id));
    await expect(gone).rejects.toMatchObject({ code: "USER_INACTIVE" });
  });

  test("a stretch is at least a day and at most 366", () => {
    const ok = (fromOn: string, untilOn: string) =>
      RecordLeaveInput.safeParse({ ...leave(fromOn, untilOn), userId: crypto.randomUUID() }).success;
    expect([ok("2026-11-23", "2026-11-23"), ok("2026-11-23", "2027-11-23")]).toEqual([true, true]);
    expect([ok("2026-11-23", "2026-11-22"), ok("2026-11-23", "2027-11-24")]).toEqual([false, false]);
    expect(ok("2026-02-29", "2026-03-01")).toBe(false);
  });

  test("what the person holds is computed anew, and nothing of anybody else's", async () => {
    const mine = await world.customer({ owner: world.rep(0) });
    const other = await world.customer({ owner: world.rep(1) });
    await world.db.execute(sql`update customers set due_at = '2030-01-01T00:00:00Z'`);
    expect((await recordLeave(manager(), leave("2026-11-23", "2026-11-27"))).refreshed).toBe(1);
    const rows = await world.db.execute<{ id: string; far: boolean; stale: boolean }>(
      sql`select id, due_at >= '2030-01-01' as far, due_policy_id is null as stale from customers`,
    );
    expect(rows.find(({ id }) => id === mine)).toMatchObject({ far: false, stale: false });
    expect(rows.find(({ id }) => id === other)).toMatchObject({ far: true, stale: false });
  });
});

describe("calling off", () => {
  const at = (days: number) => manager(new Date(now.getTime() + days * DAY));

  test("before it begins, or on its first day, it is as if it had never been", async () => {
    for (const day of [1, 3]) {
      const { leaveId } = await recordLeave(manager(), leave("2026-11-23", "2026-11-27"));
      expect(await cancelLeave(at(day), { leaveId })).toMatchObject({ untilOn: null });
      expect(await pausesOf()).toEqual([]);
      await expect(cancelLeave(at(day), { leaveId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    expect(await listLeaves(manager(), { userId: world.rep(0).id })).toEqual([]);
  });

  test("in the middle it ends with yesterday, and what it gave so far stays", async () => {
    const { leaveId } = await recordLeave(manager(), leave("2026-11-23", "2026-11-27"));
    expect(await cancelLeave(at(5), { leaveId })).toMatchObject({ untilOn: "2026-11-24" });
    expect(await pausesOf()).toEqual([["2026-11-22T16:00:00.000Z", "2026-11-24T16:00:00.000Z"]]);
    // The days that have become free may be taken again.
    await recordLeave(at(5), leave("2026-11-25", "2026-11-26"));
  });

  test("after its end it stays: deadlines were counted with it", async () => {
    const { leaveId } = await recordLeave(manager(), leave("2026-11-23", "2026-11-27"));
    await expect(cancelLeave(at(8), { leaveId })).rejects.toMatchObject({ code: "LEAVE_OVER" });
    expect(await pausesOf()).toHaveLength(1);
  });
});

test("in another zone the days stay and the instants move", async () => {
  await recordLeave(manager(), leave("2026-11-23", "2026-11-27"));
  await editOrganization(world.as(world.admin), {
    ...{ name: "Gonghai", timeZone: "America/New_York", currency: "USD" },
  });
  expect(await pausesOf()).toEqual([["2026-11-23T05:00:00.000Z", "2026-11-28T05:00:00.000Z"]]);
  const days = await world.db.execute(sql`select from_on::text as from, until_on::text as until from leaves`);
  expect([...days]).toEqual([{ from: "2026-11-23", until: "2026-11-27" }]);
});

test("a leave over a night of clock changes is whole days of the zone: 23 hours, or 24 and a half", async () => {
  for (const [timeZone, on, hours] of [
    ["America/New_York", "2026-03-08", 23],
    ["Australia/Lord_Howe", "2026-04-05", 24.5],
  ] as const) {
    const edit = { name: "Gonghai", timeZone, currency: "USD" as const };
    await editOrganization(world.as(world.admin), edit);
    await recordLeave(world.as(world.admin), leave(on, on, world.rep(2).id));
    const pauses = await pausesOf(world.rep(2).id);
    const length = pauses.map(
      ([from = "", until = ""]) => (Date.parse(until) - Date.parse(from)) / 3_600_000,
    );
    expect(length).toContain(hours);
  }
});

test("who is away is seen by those who see the person", async () => {
  await recordLeave(manager(), leave("2026-11-19", "2026-11-25"));
  await recordLeave(manager(), leave("2026-11-21", "2026-11-25", world.rep(1).id));
  const away = [{ userId: world.rep(0).id, untilOn: "2026-11-25" }];
  expect(await listAbsences(manager())).toEqual(away);
  expect(await listAbsences(world.as(world.rep(0)))).toEqual(away);
  expect(await listAbsences(world.as(world.rep(1)))).toEqual([]);
  expect(await listLeaves(manager(), { userId: world.rep(0).id })).toMatchObject([
    { fromOn: "2026-11-19", untilOn: "2026-11-25", state: "running", recordedBy: world.manager.name },
  ]);
  expect(await listLeaves(world.as(world.rep(1)), { userId: world.rep(0).id })).toEqual([]);
});

test("a leave that is called off gives back the deadline that no rule had while it stood", async () => {
  const lively: Condition = {
    field: "sinceFollowUp",
    op: "for_less_than",
    span: { amount: 30, unit: "days" },
  };
  const clock = { since: "claimed", span: { amount: 10, unit: "days" } } as const;
  const rule = returnRule({ id: "lively", when: lively, clock });
  const pool = await makePool(world.db, now, { policy: { returnRules: [rule] }, members: [world.rep(0)] });
  const id = await world.customer({ pool, owner: world.rep(0), lastFollowUpAt: now });
  const dueAt = async () => {
    const [row] = await world.db.execute<{ due_at: string | null }>(
      sql`select due_at from customers where id = ${id}::uuid`,
    );
    return row?.due_at ? new Date(row.due_at) : null;
  };
  const { leaveId } = await recordLeave(manager(), leave("2026-11-23", "2027-01-15"));
  expect(await dueAt()).toBeNull();
  await cancelLeave(manager(), { leaveId });
  expect(await dueAt()).toEqual(new Date(now.getTime() + 10 * DAY));
});

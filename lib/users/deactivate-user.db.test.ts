import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { sessions } from "@/db/schema/people";
import { useTestDb } from "@/db/testing";
import { makePool, makeUser, makeWorld, type World } from "@/db/testing/factories";
import { logFollowUp } from "@/lib/follow-ups/log-follow-up";
import { LogFollowUpInput } from "@/lib/follow-ups/schema";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { DAY, HOUR } from "@/lib/time";
import { deactivateUser } from "./deactivate-user";
import { previewDeparture } from "./preview-departure";
import { reactivateUser } from "./reactivate-user";

const now = new Date("2026-11-20T02:00:00.000Z");
const plus = (ms: number) => new Date(now.getTime() + ms);
const testDb = useTestDb({ max: 20 });
let world: World;

beforeEach(async () => {
  world = await makeWorld(testDb().db, { now });
});

const leave = (receiverId: string | null, userId = world.rep(0).id) =>
  deactivateUser(world.as(world.admin), { userId, receiverId, note: "left the company" });

const owners = async (ids: readonly string[]) => {
  const rows = await world.db.execute<{ id: string; state: string; owner_id: string | null }>(
    sql`select id, state, owner_id from customers where pool_id = ${world.pool.id} order by id`,
  );
  return ids.map((id) => rows.find((row) => row.id === id)?.owner_id ?? null);
};

describe("letting somebody go", () => {
  test("to the pool: every customer goes back, with its event, and a later claimer finds no trace of a clock", async () => {
    const ids = await world.customers(3, { owner: world.rep(0), at: plus(-DAY) });
    const result = await leave(null);
    expect(result).toMatchObject({ transferred: 0, departed: 3 });
    expect(result.outcomes.every((one) => one.because === "nobody_named")).toBe(true);
    expect(await owners(ids)).toEqual([null, null, null]);
    const [event] = await world.db.execute<Record<string, unknown>>(sql`
      select kind, from_owner_id, actor_id, note from events where customer_id = ${ids[0]} and version = 2`);
    expect(event).toMatchObject({
      ...{
        kind: "departed",
        from_owner_id: world.rep(0).id,
        actor_id: world.admin.id,
        note: "left the company",
      },
    });
  });

  test("to a colleague: he gets them on a fresh clock, their plans come along, and he is told once", async () => {
    const id = await world.customer({ owner: world.rep(0), at: plus(-DAY) });
    const plan = { nextStep: "call back", nextStepAt: plus(3 * DAY).toISOString() };
    const followUp = { customerId: id, channel: "call", outcome: "connected", ...plan };
    await logFollowUp(world.as(world.rep(0), plus(-HOUR)), LogFollowUpInput.parse(followUp));
    expect(await leave(world.rep(1).id)).toMatchObject({ transferred: 1, departed: 0 });
    const [row] = await world.db.execute<Record<string, unknown>>(sql`
      select c.owner_id, c.next_step, c.due_at, c.due_rule, c.qualified_at, t.user_id, t.start_kind
      from customers c join tenures t on t.customer_id = c.id and t.ended_at is null where c.id = ${id}`);
    expect(row).toMatchObject({
      ...{
        owner_id: world.rep(1).id,
        user_id: world.rep(1).id,
        start_kind: "transferred",
        next_step: "call back",
      },
      ...{ due_rule: "first_contact", qualified_at: null },
    });
    expect(new Date(row?.due_at as string)).toEqual(plus(DAY));
    const told = await world.db.execute(sql`
      select params from notifications where user_id = ${world.rep(1).id} and kind = 'handed_over'`);
    expect(told.map((one) => one.params)).toEqual([{ from: world.rep(0).name, count: 1 }]);
  });

  test("beyond the receiver's cap, and where he is no member, customers go to their pools, and the answer says so", async () => {
    const other = await makePool(world.db, now, { members: [world.rep(0)] });
    const receiver = await makeUser(world.db, now, { holdingCap: 2, team: world.team });
    await world.db.execute(sql`
      insert into pool_members (pool_id, user_id, joined_at) values (${world.pool.id}, ${receiver.id}, ${now.toISOString()}::timestamptz)`);
    await world.customer({ owner: receiver });
    const good = await world.customer({ owner: world.rep(0), grade: "A" });
    await world.customers(2, { owner: world.rep(0), grade: "C" });
    await world.customer({ owner: world.rep(0), pool: other });
    const result = await leave(receiver.id);
    expect(result).toMatchObject({ transferred: 1, departed: 3 });
    expect(result.outcomes.find((one) => one.outcome === "transferred")?.customerId).toBe(good);
    expect(result.outcomes.map((one) => one.because).sort()).toEqual([
      ...["cap_reached", "cap_reached", "not_a_member", null],
    ]);
  });

  test("his sessions end, and what waits for him to read stays", async () => {
    const live = { userId: world.rep(0).id, createdAt: now, seenAt: now, expiresAt: plus(DAY) };
    await world.db.insert(sessions).values([live, live]);
    expect(await leave(null)).toMatchObject({ endedSessions: 2 });
    const open = await world.db.execute(sql`
      select id from sessions where user_id = ${world.rep(0).id} and revoked_at is null`);
    expect(open).toHaveLength(0);
  });

  test("the last admin stays, whoever tries, and two admins can't let each other go at the same time", async () => {
    const only = await makeWorld(testDb().db, { now });
    await only.db.execute(sql`update users set role = 'rep' where role = 'admin' and id <> ${only.admin.id}`);
    const go = (userId: string) => deactivateUser(only.system(), { userId, receiverId: null, note: "" });
    await expect(go(only.admin.id)).rejects.toMatchObject({ code: "LAST_ADMIN" });
    const second = await makeUser(only.db, now, { role: "admin" });
    const results = await Promise.allSettled([go(only.admin.id), go(second.id)]);
    expect(results.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    const [lost] = results.flatMap((one) => (one.status === "rejected" ? [one.reason.code] : []));
    expect(lost).toBe("LAST_ADMIN");
  });

  test("twice is refused; the same operation twice answers the same", async () => {
    await world.customer({ owner: world.rep(0) });
    const ctx = { ...world.as(world.admin), operationKey: `leave-${world.rep(0).id}` };
    const input = { userId: world.rep(0).id, receiverId: null, note: "" };
    const first = await deactivateUser(ctx, input);
    expect(await deactivateUser(ctx, input)).toEqual(first);
    await expect(leave(null)).rejects.toMatchObject({ code: "USER_INACTIVE" });
    await expect(leave(world.rep(0).id, world.rep(1).id)).rejects.toMatchObject({ code: "USER_INACTIVE" });
  });

  test("claims that he makes at the same moment are handed over or refused: he holds nothing afterwards", async () => {
    for (let round = 0; round < 8; round += 1) {
      world = await makeWorld(testDb().db, {
        now,
        reps: 2,
        policy: { claimLimits: { perDay: null, perWeek: null } },
      });
      const ids = await world.customers(10);
      const claims = ids.map((id) => claimCustomer(world.as(world.rep(0)), { customerId: id }));
      const [left, ...claimed] = await Promise.allSettled([leave(world.rep(1).id), ...claims]);
      expect(left.status).toBe("fulfilled");
      const won = claimed.filter((one) => one.status === "fulfilled").length;
      const refused = claimed.flatMap((one) => (one.status === "rejected" ? [one.reason.code] : []));
      expect(refused.filter((code) => code !== "USER_INACTIVE")).toEqual([]);
      const inHand = await owners(ids);
      expect(inHand.filter((owner) => owner === world.rep(0).id)).toHaveLength(0);
      expect(inHand.filter((owner) => owner === world.rep(1).id)).toHaveLength(won);
    }
  });

  test("a book of 3,000 is handed over at once", async () => {
    const big = await makeWorld(testDb().db, { now, policy: { holdingCap: null } });
    await big.customers(3_000, { owner: big.rep(0) });
    const input = { userId: big.rep(0).id, receiverId: big.rep(1).id, note: "" };
    expect(await deactivateUser(big.as(big.admin), input)).toMatchObject({ transferred: 3_000 });
    const [tenures] = await big.db.execute<{ n: number }>(sql`
      select count(*)::int as n from tenures where user_id = ${big.rep(1).id} and ended_at is null`);
    expect(tenures?.n).toBe(3_000);
  }, 60_000);

  test("who comes back comes back without his customers", async () => {
    const id = await world.customer({ owner: world.rep(0) });
    await leave(null);
    await reactivateUser(world.as(world.admin), { userId: world.rep(0).id });
    expect(await owners([id])).toEqual([null]);
    const other = await world.customer();
    await claimCustomer(world.as(world.rep(0)), { customerId: other });
    expect(await owners([other])).toEqual([world.rep(0).id]);
  });
});

describe("the preview of a departure", () => {
  test("counts the book and says what each colleague could take, as the hand-over then does it", async () => {
    const receiver = await makeUser(world.db, now, { holdingCap: 2, team: world.team });
    await world.db.execute(sql`
      insert into pool_members (pool_id, user_id, joined_at) values (${world.pool.id}, ${receiver.id}, ${now.toISOString()}::timestamptz)`);
    await world.customers(2, { owner: world.rep(0), at: plus(-DAY), stage: "proposal" });
    await world.customers(3, { owner: world.rep(0), at: plus(-HOUR), grade: "A" });
    const preview = await previewDeparture(world.as(world.admin), { userId: world.rep(0).id });
    expect(preview).toMatchObject({
      ...{ total: 5, byPool: [{ poolId: world.pool.id, count: 5 }], lastAdmin: false, protectedCount: 0 },
      byStage: { proposal: 2, new: 3, won: 0 },
      byGrade: { A: 3, B: 2, C: 0 },
      byDue: { overdue: 2, day: 3, threeDays: 0, week: 0, later: 0, none: 0 },
    });
    expect(preview.receivers.find((one) => one.userId === world.rep(1).id)).toMatchObject({
      ...{ wouldTake: 5, wouldGoToPool: 0, pools: [{ room: 20, inBook: 5, held: 0, cap: 20 }] },
    });
    const told = preview.receivers.find((one) => one.userId === receiver.id);
    expect(told).toMatchObject({ wouldTake: 2, wouldGoToPool: 3 });
    const done = await leave(receiver.id);
    expect([done.transferred, done.departed]).toEqual([told?.wouldTake, told?.wouldGoToPool]);
  });
});

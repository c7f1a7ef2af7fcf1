import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import { makePool, makeTeam, makeUser, makeWorld, type TestUser, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { recordLeave } from "@/lib/leaves/record-leave";
import { auditDatabase } from "@/lib/ledger/audit";
import { releaseCustomer } from "@/lib/ownership/release-customer";
import { type AllocationRule, allocationRule } from "@/lib/policies/allocation-rule";
import { publishPolicy } from "@/lib/policies/publish-policy";
import type { PolicyDocument } from "@/lib/policies/schema";
import { addMs, DAY, HOUR, MINUTE } from "@/lib/time";
import { allocateCustomers } from "./allocate-customers";
import type { Allocation } from "./types";

const testDb = useTestDb({ max: 8 });
/** Friday 20 November 2026, 10:00 in Shanghai. */
const now = new Date("2026-11-20T02:00:00Z");
const at = (ms: number) => addMs(now, ms);

type Options = Partial<PolicyDocument> & { reps?: number };
async function withRules(rules: AllocationRule[], { reps = 3, ...policy }: Options = {}): Promise<World> {
  await wipe(testDb());
  return makeWorld(testDb().db, { now, reps, policy: { allocationRules: rules, ...policy } });
}
const put = (world: World, allocationRules: AllocationRule[]) =>
  publishPolicy(world.as(world.admin, at(-MINUTE)), {
    ...{ poolId: world.pool.id, baseVersion: 1, note: "" },
    document: { ...world.pool.policy, allocationRules },
  });
const inTurn = (given: Partial<AllocationRule> = {}) => allocationRule({ id: "turns", ...given });
const people = (...users: TestUser[]): AllocationRule["to"] => ({
  kind: "people",
  userIds: users.map(({ id }) => id),
});

/** As many customers as there are offsets, the first the oldest. */
async function pooled(
  world: World,
  count: number,
  given: Parameters<World["customer"]>[0] = {},
): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) ids.push(await world.customer({ ...given, at: at((n - count) * HOUR) }));
  return ids;
}
const run = (
  world: World,
  more: Partial<Parameters<typeof allocateCustomers>[1]> = {},
  when = now,
  who = world.admin,
) => allocateCustomers(world.as(who, when), { poolId: world.pool.id, ...more });

/** Who got each, by the number of the rep; the code of what kept it otherwise. */
const gotten = (world: World, { outcomes }: Allocation) =>
  outcomes.map((one) => (one.ok ? world.reps.findIndex(({ id }) => id === one.userId) : one.error));
const ownersOf = async (world: World, ids: readonly string[]) => {
  const rows = await world.db.execute<{ id: string; owner_id: string | null }>(
    sql`select id, owner_id from customers where id = any (${`{${ids.join(",")}}`}::uuid[])`,
  );
  return ids.map((id) => rows.find((row) => row.id === id)?.owner_id ?? null);
};
const broken = async () =>
  (await auditDatabase(testDb().db)).filter((one) => one.rows > 0).map(({ name }) => name);

describe("dealing out in turn", () => {
  test("the oldest first, one after the other, and the next run goes on where the ledger stopped", async () => {
    const world = await withRules([inTurn()]);
    const ids = await pooled(world, 5);
    const first = await run(world);
    expect(first.outcomes.map(({ customerId }) => customerId)).toEqual(ids);
    const order = gotten(world, first);
    expect([...order.slice(0, 3)].sort()).toEqual([0, 1, 2]);
    expect(order.slice(3)).toEqual(order.slice(0, 2));
    await pooled(world, 4);
    expect(gotten(world, await run(world, {}, at(MINUTE)))).toEqual([order[2], order[0], order[1], order[2]]);
    expect(await broken()).toEqual([]);
  });

  test("the event says the rule and why: what he held, his cap, since when it was his turn", async () => {
    const world = await withRules([inTurn({ to: { kind: "everybody" } })], { reps: 1 });
    const [one = "", two = ""] = await pooled(world, 2);
    await run(world, { customerIds: [one] });
    const { outcomes } = await run(world, { customerIds: [two] }, at(HOUR));
    const [event] = await world.db.execute(sql`
      select kind, rule, policy_id, actor_kind, facts from events where customer_id = ${two}::uuid order by version desc limit 1`);
    expect(event).toMatchObject({
      ...{ kind: "assigned", rule: "turns", policy_id: world.pool.policyId, actor_kind: "user" },
      facts: { method: "in_turn", held: 1, cap: 20, free: 1, turnSince: now.toISOString(), policyVersion: 1 },
    });
    expect(outcomes[0]).toMatchObject({
      ok: true,
      version: 2,
      why: { held: 1, turnSince: now.toISOString() },
    });
    expect(outcomes[0]?.ok && outcomes[0].dueAt).toBe(at(25 * HOUR).toISOString());
  });

  test("somebody who is new gets one, and then waits for his turn like the others", async () => {
    const world = await withRules([inTurn()], { reps: 2 });
    await pooled(world, 4);
    await run(world);
    const fresh = await makeUser(world.db, now, { team: world.team });
    await world.db.execute(sql`insert into pool_members (pool_id, user_id, joined_at)
      values (${world.pool.id}::uuid, ${fresh.id}::uuid, ${now.toISOString()}::timestamptz)`);
    await pooled(world, 3);
    const { outcomes } = await run(world, {}, at(MINUTE));
    expect(outcomes.map((one) => one.ok && one.userId === fresh.id)).toEqual([true, false, false]);
  });
});

describe("which rule decides, and for whom", () => {
  test("the first that concerns a customer; one that is off concerns nobody; the rest stay", async () => {
    const world = await withRules([]);
    const [a, b, c] = world.reps;
    if (!a || !b || !c) throw new Error("three reps");
    const grade = (value: string): AllocationRule["when"] => ({ field: "grade", op: "in", values: [value] });
    const rules = [
      inTurn({ id: "off", on: false, to: people(c) }),
      inTurn({ id: "best", when: grade("A"), to: people(a) }),
      inTurn({
        id: "also",
        when: { any: [grade("A"), grade("B")] },
        except: { field: "region", op: "in", values: ["苏州"] },
        to: people(b),
      }),
    ];
    await put(world, rules);
    const best = await world.customer({ grade: "A" });
    const next = await world.customer({ grade: "B" });
    const excepted = await world.customer({ grade: "B", region: "苏州" });
    const low = await world.customer({ grade: "C" });
    const answer = await run(world, { customerIds: [best, next, excepted, low] });
    const of = (id: string) => answer.outcomes.find(({ customerId }) => customerId === id);
    expect(of(best)).toMatchObject({ ok: true, userId: a.id, rule: { id: "best" } });
    expect(of(next)).toMatchObject({ ok: true, userId: b.id, rule: { id: "also" } });
    expect(of(excepted)).toMatchObject({ ok: false, error: "NO_ALLOCATION_RULE" });
    expect(of(low)).toMatchObject({ ok: false, error: "NO_ALLOCATION_RULE" });
    expect(await ownersOf(world, [excepted, low])).toEqual([null, null]);
  });

  test("a team's reps and nobody else of the pool; who has left the pool or the company gets none", async () => {
    const world = await withRules([]);
    const team = await makeTeam(world.db, now);
    const theirs = await makeUser(world.db, now, { team });
    const outside = await makeUser(world.db, now, { team });
    const gone = await makeUser(world.db, now, { team });
    for (const { id } of [theirs, gone]) {
      await world.db.execute(sql`insert into pool_members (pool_id, user_id, joined_at)
        values (${world.pool.id}::uuid, ${id}::uuid, ${now.toISOString()}::timestamptz)`);
    }
    await world.db.execute(sql`update users set deactivated_at = created_at where id = ${gone.id}::uuid`);
    const rules = [inTurn({ to: { kind: "teams", teamIds: [team.id] } })];
    await put(world, rules);
    await pooled(world, 3);
    const { outcomes } = await run(world);
    expect(new Set(outcomes.map((one) => one.ok && one.userId))).toEqual(new Set([theirs.id]));
    expect(outcomes.some((one) => one.ok && one.userId === outside.id)).toBe(false);
  });

  test("fewest held evens out what people have, and a cap of one's own counts", async () => {
    const world = await withRules([inTurn({ method: "fewest_held" })], { holdingCap: 10, reps: 2 });
    await world.customers(4, { owner: world.rep(0) });
    await pooled(world, 6);
    expect(gotten(world, await run(world))).toEqual([1, 1, 1, 1, expect.any(Number), expect.any(Number)]);
    const held = await world.db.execute<{ n: number }>(
      sql`select count(*)::int as n from customers where owner_id is not null group by owner_id`,
    );
    expect(held.map(({ n }) => n)).toEqual([5, 5]);
  });
});

describe("who gets nothing", () => {
  const answerFor = async (world: World, id: string, when = now) =>
    (await run(world, { customerIds: [id] }, when)).outcomes[0];

  test("nobody beyond his cap, a won customer counting as the policy says: the rest stays with the reason", async () => {
    const world = await withRules([inTurn()], { holdingCap: 2, reps: 2 });
    await world.customers(1, { owner: world.rep(0) });
    const ids = await pooled(world, 5);
    const { outcomes } = await run(world, { customerIds: ids });
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(3);
    expect(outcomes.filter(({ ok }) => !ok).map((one) => !one.ok && [one.error, one.params.because])).toEqual(
      [...Array(2).fill(["NOBODY_TO_ALLOCATE", "full"])],
    );
    expect(await broken()).toEqual([]);
  });

  test("whoever is on leave, or goes before he would have to call", async () => {
    const world = await withRules([inTurn()], { reps: 2 });
    const leave = (user: TestUser, fromOn: string, untilOn: string) =>
      recordLeave(world.as(world.manager), { userId: user.id, fromOn, untilOn, note: "" });
    await leave(world.rep(0), "2026-11-20", "2026-11-20");
    const [first = "", second = "", third = ""] = await pooled(world, 3);
    expect(await answerFor(world, first)).toMatchObject({ userId: world.rep(1).id });
    // From tomorrow on: the call would be due tomorrow at ten.
    await leave(world.rep(1), "2026-11-21", "2026-11-25");
    expect(await answerFor(world, second)).toMatchObject({
      error: "NOBODY_TO_ALLOCATE",
      params: { because: "away" },
    });
    expect(await answerFor(world, third, at(DAY))).toMatchObject({ userId: world.rep(0).id });
  });

  test("whoever lost it lately, to the millisecond", async () => {
    const world = await withRules([inTurn()], { reps: 1, coolDownDays: 7 });
    const id = await world.customer({ owner: world.rep(0), at: at(-DAY) });
    await releaseCustomer(world.as(world.rep(0)), { customerId: id, reason: "no_need", note: "" });
    expect(await answerFor(world, id, at(7 * DAY - 1))).toMatchObject({ params: { because: "cooling" } });
    expect(await answerFor(world, id, at(7 * DAY))).toMatchObject({ ok: true });
    expect(await broken()).toEqual([]);
  });

  test("whoever had his share of the day, until midnight in the organisation's zone", async () => {
    const world = await withRules([inTurn({ perDay: 2 })], { reps: 1 });
    const ids = await pooled(world, 4);
    expect(gotten(world, await run(world, { customerIds: ids }))).toEqual([
      ...[0, 0, "NOBODY_TO_ALLOCATE", "NOBODY_TO_ALLOCATE"],
    ]);
    const midnight = new Date("2026-11-20T16:00:00Z");
    expect(gotten(world, await run(world, {}, addMs(midnight, -1)))).toEqual([]);
    expect(gotten(world, await run(world, {}, midnight))).toEqual([0, 0]);
  });

  test("frozen ones are dealt out, those that wait for a manager's decision are left alone", async () => {
    const world = await withRules([inTurn()], { freezeHours: 48, bounceGuard: 2 });
    const frozen = await world.customer();
    const often = await world.customer({ bounceCount: 2 });
    const opened = await world.customer({ bounceCount: 2, liftedBounces: 2 });
    const { outcomes } = await run(world, { customerIds: [frozen, often, opened] });
    const of = (id: string) => outcomes.find(({ customerId }) => customerId === id);
    expect(of(frozen)?.ok).toBe(true);
    expect(of(opened)?.ok).toBe(true);
    expect(of(often)).toMatchObject({ error: "AWAITS_DECISION", params: { bounces: 2, limit: 2 } });
    expect((await run(world)).outcomes).toEqual([]);
    expect(await ownersOf(world, [often])).toEqual([null]);
  });

  test("what isn't in this pool says nothing of itself, what is taken says by whom", async () => {
    const world = await withRules([inTurn()]);
    const other = await makePool(world.db, at(-DAY));
    const elsewhere = await world.customer({ pool: other });
    const taken = await world.customer({ owner: world.rep(0) });
    const missing = world.admin.id;
    const { outcomes } = await run(world, { customerIds: [elsewhere, taken, missing] });
    const of = (id: string) => outcomes.find(({ customerId }) => customerId === id);
    expect(of(elsewhere)).toMatchObject({ name: null, error: "NOT_FOUND" });
    expect(of(missing)).toMatchObject({ name: null, error: "NOT_FOUND" });
    expect(of(taken)).toMatchObject({ error: "ALREADY_CLAIMED", params: { ownerName: world.rep(0).name } });
  });
});

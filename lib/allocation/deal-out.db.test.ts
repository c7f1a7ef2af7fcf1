import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import { makePool, makeTeam, makeUser, makeWorld, type TestUser, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { getTimeline } from "@/lib/customers/get-timeline";
import { auditDatabase } from "@/lib/ledger/audit";
import { exportEvents } from "@/lib/ledger/export-events";
import { listEvents } from "@/lib/ledger/queries";
import { type AllocationRule, allocationRule } from "@/lib/policies/allocation-rule";
import { publishPolicy } from "@/lib/policies/publish-policy";
import type { PolicyDocument } from "@/lib/policies/schema";
import { archivePool } from "@/lib/pools/archive-pool";
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
const _put = (world: World, allocationRules: AllocationRule[]) =>
  publishPolicy(world.as(world.admin, at(-MINUTE)), {
    ...{ poolId: world.pool.id, baseVersion: 1, note: "" },
    document: { ...world.pool.policy, allocationRules },
  });
const inTurn = (given: Partial<AllocationRule> = {}) => allocationRule({ id: "turns", ...given });
const _people = (...users: TestUser[]): AllocationRule["to"] => ({
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
const _gotten = (world: World, { outcomes }: Allocation) =>
  outcomes.map((one) => (one.ok ? world.reps.findIndex(({ id }) => id === one.userId) : one.error));
const _ownersOf = async (world: World, ids: readonly string[]) => {
  const rows = await world.db.execute<{ id: string; owner_id: string | null }>(
    sql`select id, owner_id from customers where id = any (${`{${ids.join(",")}}`}::uuid[])`,
  );
  return ids.map((id) => rows.find((row) => row.id === id)?.owner_id ?? null);
};
const broken = async () =>
  (await auditDatabase(testDb().db)).filter((one) => one.rows > 0).map(({ name }) => name);

describe("whose rights", () => {
  test("a manager deals out to his own people only, and in his own pools only", async () => {
    const world = await withRules([inTurn()], { reps: 1 });
    const stranger = await makeUser(world.db, now, { team: await makeTeam(world.db, now) });
    await world.db.execute(sql`insert into pool_members (pool_id, user_id, joined_at)
      values (${world.pool.id}::uuid, ${stranger.id}::uuid, ${now.toISOString()}::timestamptz)`);
    await pooled(world, 3);
    const { outcomes } = await run(world, {}, now, world.manager);
    expect(new Set(outcomes.map((one) => one.ok && one.userId))).toEqual(new Set([world.rep(0).id]));
    const other = await makePool(world.db, at(-DAY));
    const refused = allocateCustomers(world.as(world.manager), { poolId: other.id });
    await expect(refused).rejects.toMatchObject({ code: "NOT_A_MEMBER" });
    await expect(run(world, {}, now, world.rep(0))).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("a pool that isn't there or is archived is not found", async () => {
    const world = await withRules([inTurn()]);
    const missing = allocateCustomers(world.as(world.admin), { poolId: world.admin.id });
    await expect(missing).rejects.toMatchObject({ code: "NOT_FOUND" });
    const closed = await makePool(world.db, at(-DAY));
    await archivePool(world.as(world.admin), { poolId: closed.id, moveTo: null });
    const archived = allocateCustomers(world.as(world.admin), { poolId: closed.id, dryRun: true });
    await expect(archived).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("once", () => {
  test("the same operation is answered alike and gives nothing twice, after two hundred and fifty too", async () => {
    const world = await withRules([inTurn()], { holdingCap: null });
    const customerIds = await world.customers(250);
    const ctx = { ...world.as(world.admin), operationKey: "deal-out" };
    const first = await allocateCustomers(ctx, { poolId: world.pool.id, customerIds });
    expect(first.outcomes.filter(({ ok }) => ok)).toHaveLength(250);
    expect(await allocateCustomers(ctx, { poolId: world.pool.id, customerIds })).toEqual(first);
    const other = allocateCustomers(ctx, { poolId: world.pool.id, customerIds: customerIds.slice(1) });
    await expect(other).rejects.toMatchObject({ code: "OPERATION_REUSED" });
    const [row] = await world.db.execute<{ n: number }>(
      sql`select count(*)::int as n from events where kind = 'assigned'`,
    );
    expect(row?.n).toBe(250);
  });

  test("a whole pool in steps of a hundred, and again under the same key", async () => {
    const world = await withRules([inTurn()], { holdingCap: null });
    await world.customers(230);
    const ctx = { ...world.as(world.admin), operationKey: "deal-pool" };
    const first = await allocateCustomers(ctx, { poolId: world.pool.id });
    expect(first).toMatchObject({ more: false });
    expect(first.outcomes).toHaveLength(230);
    await world.customers(5);
    expect(await allocateCustomers(ctx, { poolId: world.pool.id })).toEqual(first);
  });
});

describe("the plan", () => {
  test("is what then happens, customer by customer, and writes nothing", async () => {
    const grade: AllocationRule["when"] = { field: "grade", op: "in", values: ["A"] };
    const rules = [inTurn({ id: "best", when: grade, method: "fewest_held", perDay: 4 }), inTurn()];
    const world = await withRules(rules, { holdingCap: 60, reps: 4 });
    await world.customers(7, { owner: world.rep(2) });
    for (let n = 0; n < 40; n += 1)
      await world.customer({ grade: n % 3 ? "B" : "A", at: at((n - 400) * MINUTE) });
    await world.customers(120, { at: at(-MINUTE) });
    const counts = () =>
      world.db.execute(sql`select (select count(*) from events) as events, (select count(*) from operations) as keys,
      (select count(*) from notifications) as notices, (select max(version) from customers) as version`);
    const before = await counts();
    const plan = await run(world, { dryRun: true });
    expect(await counts()).toEqual(before);
    const done = await run(world);
    const bare = ({ outcomes }: Allocation) =>
      outcomes.map((one) => [one.customerId, one.ok ? [one.userId, one.rule.id, one.why] : one.error]);
    expect(bare(plan)).toEqual(bare(done));
    expect(plan.concerned).toEqual({
      ...{ noRule: 0, awaiting: 0 },
      byRule: [
        { rule: expect.objectContaining({ id: "best" }), count: 14 },
        { rule: expect.objectContaining({ id: "turns" }), count: 146 },
      ],
    });
    expect(plan.outcomes.every((one) => !one.ok || one.version === null)).toBe(true);
    expect(await broken()).toEqual([]);
  });

  test("of a thousand at most, and says that there is more", async () => {
    const world = await withRules([inTurn()], { holdingCap: null });
    await world.customers(1_050);
    const plan = await run(world, { dryRun: true });
    expect([plan.outcomes.length, plan.more]).toEqual([1_000, true]);
  });
});

describe("who is told", () => {
  test("one notice for each person and batch: by name of one, how many of several", async () => {
    const world = await withRules([inTurn()], { reps: 2 });
    await pooled(world, 3);
    await run(world);
    const rows = await world.db.execute<{
      user_id: string;
      customer_id: string | null;
      params: Record<string, unknown>;
    }>(
      sql`select user_id, customer_id, params from notifications where kind = 'assigned' order by params->>'count' nulls first`,
    );
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({ params: { dueAt: at(DAY).toISOString() } });
    expect(rows[0]?.customer_id).not.toBeNull();
    expect(rows[1]).toMatchObject({
      customer_id: null,
      params: { count: 2, pool: world.pool.name, poolId: world.pool.id },
    });
  });
});

test("history, ledger and export name the rule, even where a return rule has the same id", async () => {
  const world = await withRules([inTurn({ id: "no_deal", name: "Night shift" })], { reps: 1 });
  const [id = ""] = await pooled(world, 1);
  await run(world);
  const { items } = await getTimeline(world.as(world.rep(0)), { customerId: id, kinds: ["ownership"] });
  expect(items[0]).toMatchObject({
    ...{ event: "assigned", proof: null, policyVersion: 1 },
    allocation: { rule: { id: "no_deal", name: "Night shift" }, held: 0, cap: 20, turnSince: null, free: 1 },
  });
  const { rows } = await listEvents(world.as(world.admin), { kind: ["assigned"] });
  expect(rows[0]).toMatchObject({
    rule: null,
    allocation: { name: "Night shift", method: "in_turn", to: "everybody" },
  });
  let csv = "";
  for await (const piece of exportEvents(world.as(world.admin), { kind: ["assigned"] })) csv += piece;
  expect(csv).toMatch(/,no_deal,1,/);
});

import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import { makePool, makeWorld, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { peekCustomer } from "@/lib/customers/peek-customer";
import { nobodyWants, type PoolRule } from "@/lib/policies/pool-rule";
import { publishPolicy } from "@/lib/policies/publish-policy";
import { addMs, DAY, HOUR } from "@/lib/time";
import { cleanUpPools } from "./clean-up-pools";

const testDb = useTestDb();
/** Friday 20 November 2026, 10:00 in Shanghai. */
const now = new Date("2026-11-20T02:00:00Z");
const inDays = (days: number, ms = 0) => addMs(now, days * DAY + ms);

async function withRules(poolRules: PoolRule[]): Promise<World> {
  await wipe(testDb());
  return makeWorld(testDb().db, { now, policy: { poolRules } });
}

async function stayOf(world: World, customerId: string, at = now) {
  const peek = await peekCustomer(world.as(world.rep(0), at), { customerId });
  return peek.kind === "pooled" ? peek.stay : null;
}

const stateOf = async (world: World, id: string) =>
  (await world.db.execute<{ state: string }>(sql`select state from customers where id = ${id}::uuid`))[0]
    ?.state;

test("a pooled customer says when its stay ends, and that is when the clean-up takes it", async () => {
  const world = await withRules([nobodyWants(30), { ...nobodyWants(12), id: "low", when: GRADE_C }]);
  const [high = ""] = await world.customers(1, { grade: "A" });
  const [low = ""] = await world.customers(1, { grade: "C" });
  expect(await stayOf(world, high)).toMatchObject({ endsAt: inDays(30), rule: { id: "nobody_wants" } });
  expect(await stayOf(world, low)).toMatchObject({
    ...{ endsAt: inDays(12), rule: { id: "low" }, end: { kind: "invalidate", reason: "unwanted" } },
  });
  await cleanUpPools(world.system(inDays(12, -1)));
  expect(await stateOf(world, low)).toBe("pooled");
  await cleanUpPools(world.system(inDays(12)));
  expect(await stateOf(world, low)).toBe("invalid");
});

const GRADE_C: PoolRule["when"] = { field: "grade", op: "in", values: ["C"] };

test("a rule that has just become what it is acts a day later, and says so", async () => {
  const world = await withRules([]);
  const id = await world.customer({ at: inDays(-50) });
  expect(await stayOf(world, id)).toBeNull();
  const other = await makePool(world.db, inDays(-300));
  const publish = (baseVersion: number, rule: PoolRule, at: Date) =>
    publishPolicy(world.as(world.admin, at), {
      ...{ poolId: world.pool.id, baseVersion, note: "" },
      document: { ...world.pool.policy, poolRules: [rule] },
    });
  const moving: PoolRule = { ...nobodyWants(30), end: { kind: "move", poolId: other.id } };
  await publish(1, moving, now);
  await publish(2, { ...moving, name: "" }, inDays(0, 5 * HOUR));
  const told = await stayOf(world, id, inDays(0, 6 * HOUR));
  expect(told).toMatchObject({ endsAt: inDays(1), end: { kind: "move", poolName: other.name } });
  expect(await cleanUpPools(world.system(inDays(1, -1)))).toEqual({ cleanedUp: 0 });
  expect(await cleanUpPools(world.system(inDays(1)))).toEqual({ cleanedUp: 1 });
});

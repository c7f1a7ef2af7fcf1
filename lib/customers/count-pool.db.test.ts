import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { makePool, makeWorld, type World } from "@/db/testing/factories";
import { useTestDb } from "@/db/testing/index";
import { addMs, DAY, HOUR } from "@/lib/time";
import { countPool, listMyPools } from "./count-pool";
import { listPool } from "./list-pool";
import { recordPoolVisit } from "./record-pool-visit";

const testDb = useTestDb();
const now = new Date("2026-11-20T02:00:00Z");
let world: World;

beforeAll(async () => {
  world = await makeWorld(testDb().db, { now });
});

const freshPool = (policy = {}) =>
  makePool(testDb().db, addMs(now, -365 * DAY), { members: [world.manager, ...world.reps], policy });

describe("new", () => {
  it("is what came in since the last visit, for whoever remembers it until he says otherwise", async () => {
    const pool = await freshPool();
    await world.customer({ pool, name: "before", at: addMs(now, -HOUR) });
    await recordPoolVisit(world.as(world.rep(0), addMs(now, -60_000)), { poolId: pool.id });
    await world.customer({ pool, name: "after", at: now });
    const page = await listPool(world.as(world.rep(0)), { pool: pool.id });
    expect(page.rows.map((row) => [row.name, row.isNew])).toEqual([
      ["after", true],
      ["before", false],
    ]);
    const mine = (await listMyPools(world.as(world.rep(0)))).find(({ id }) => id === pool.id);
    expect(mine).toMatchObject({ total: { count: 2 }, fresh: { count: 1 } });
    await recordPoolVisit(world.as(world.rep(0), addMs(now, 1)), { poolId: pool.id });
    const since = page.newSince?.toISOString();
    const again = await listPool(world.as(world.rep(0)), { pool: pool.id, ...(since ? { since } : {}) });
    expect(again.rows[0]?.isNew).toBe(true);
    expect((await listPool(world.as(world.rep(0)), { pool: pool.id })).rows[0]?.isNew).toBe(false);
  });

  it("can't be remembered of a pool that one does not belong to", async () => {
    const asked = recordPoolVisit(world.as(world.admin), { poolId: world.pool.id });
    await expect(asked).rejects.toMatchObject({ code: "NOT_A_MEMBER" });
  });
});

it("counts beyond ten thousand as an estimate", async () => {
  const pool = await freshPool();
  await world.customers(10_050, { pool });
  await testDb().db.execute(sql`analyze customers`);
  const count = await countPool(world.as(world.rep(0)), { pool: pool.id });
  expect(count.about).toBe(true);
  expect(count.count).toBeGreaterThanOrEqual(10_000);
  expect(count.count).toBeLessThan(12_000);
  const exact = await countPool(world.as(world.rep(0)), { pool: pool.id }, 10_060);
  expect(exact).toEqual({ count: 10_050, about: false });
  expect((await countPool(world.as(world.rep(0)), { pool: pool.id })).count).toBeGreaterThan(10_000);
  expect((await countPool(world.as(world.rep(0)), { pool: pool.id, grade: ["A"] })).about).toBe(false);
}, 60_000);

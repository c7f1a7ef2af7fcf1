import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { newId } from "@/db/columns";
import { dataIssues } from "@/db/schema/quality";
import { useTestDb } from "@/db/testing";
import { makePool, makeWorld, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { auditDatabase } from "@/lib/ledger/audit";
import { nobodyWants, type PoolRule, wrongNumber } from "@/lib/policies/pool-rule";
import { publishPolicy } from "@/lib/policies/publish-policy";
import type { PolicyDocument } from "@/lib/policies/schema";
import { reclaimDue } from "@/lib/reclaim/reclaim-due";
import { approveSweep } from "@/lib/sweeps/approve-sweep";
import { declineSweep } from "@/lib/sweeps/decline-sweep";
import { listHolds } from "@/lib/sweeps/list-holds";
import { pauseReclaims } from "@/lib/sweeps/pause-reclaims";
import { listPauses, listStops } from "@/lib/sweeps/queries";
import { resumeReclaims } from "@/lib/sweeps/resume-reclaims";
import { addMs, DAY, HOUR, MINUTE } from "@/lib/time";
import { cleanUpPools } from "./clean-up-pools";
import { foreseeCleanUps } from "./foresee-clean-ups";

const testDb = useTestDb({ max: 12 });
// Ten in the morning of a Friday in Shanghai; `morning` is the beginning of that day.
const now = new Date("2026-11-20T02:00:00.000Z");
const morning = new Date("2026-11-19T16:01:00.000Z");
const at = (ms: number, from = now) => addMs(from, ms);
const guard = { factor: 3, atLeast: 5 };
const STAY = 30;
let world: World;

async function withRules(poolRules: PoolRule[], policy: Partial<PolicyDocument> = {}): Promise<void> {
  await wipe(testDb());
  world = await makeWorld(testDb().db, { now, policy: { guard, ...policy, poolRules } });
}

/** Customers of the pool whose thirty days there are over at the instant. */
const dueAt = (count: number, instant: Date, input: Parameters<World["customers"]>[1] = {}) =>
  world.customers(count, { ...input, at: addMs(instant, -STAY * DAY) });
const cleanUp = async (instant: Date) => (await cleanUpPools(world.system(instant))).cleanedUp;
const foresee = (instant: Date) => foreseeCleanUps(world.system(instant));
const admin = (instant: Date) => world.as(world.admin, instant);
const holds = (instant = now) => listHolds(admin(instant));
const broken = async () => (await auditDatabase(testDb().db)).filter((one) => one.rows > 0);
const publish = (poolRules: PoolRule[], instant: Date, baseVersion = 1) =>
  publishPolicy(admin(instant), {
    ...{ poolId: world.pool.id, baseVersion, note: "" },
    document: { ...world.pool.policy, poolRules },
  });
const expectedOn = async (day: string) => {
  const [row] = await testDb().db.execute<{ expected: number }>(sql`
    select expected from reclaim_days where job = 'clean-up-pools' and pool_id = ${world.pool.id}::uuid and day_on = ${day}::date`);
  return row?.expected;
};

describe("what is foreseen of the clean-ups of a day", () => {
  test("is how many stays end on it and on the fourteen days after, counted once, apart from the reclaims", async () => {
    await withRules([nobodyWants(STAY)]);
    const here: PoolRule = { ...nobodyWants(1), id: "here", end: { kind: "move", poolId: world.pool.id } };
    await publish([nobodyWants(STAY), here], at(-9 * DAY));
    await dueAt(4, at(HOUR));
    await dueAt(2, at(30 * HOUR));
    await dueAt(7, at(-HOUR, morning));
    await world.customers(3, { owner: world.rep(0), at: at(-DAY) });
    expect(await foresee(morning)).toEqual({ cleanUpsForeseen: 1 });
    expect(await foresee(at(HOUR, morning))).toEqual({ cleanUpsForeseen: 0 });
    expect(await expectedOn("2026-11-20")).toBe(4);
    expect(await expectedOn("2026-11-21")).toBe(2);
    expect(await expectedOn("2026-12-04")).toBe(0);
    const [other] = await testDb().db.execute<{ n: number }>(
      sql`select count(*)::int as n from reclaim_days where job = 'reclaim-due'`,
    );
    expect(other?.n).toBe(0);
  });

  test("holds whom a rule will take of which the notice is over today, and whose condition comes true today", async () => {
    await withRules([]);
    // In force since yesterday afternoon: it acts from this afternoon on, on whoever has long stayed too long.
    await publish([nobodyWants(STAY), wrongNumber(3)], at(-DAY + 5 * HOUR));
    await world.customers(6, { at: at(-90 * DAY) });
    const [wrong = "", later = ""] = await world.customers(2, { at: at(-5 * DAY) });
    const found = { [wrong]: at(-3 * DAY + 8 * HOUR), [later]: at(-DAY) };
    await testDb()
      .db.insert(dataIssues)
      .values(
        Object.entries(found).map(([customerId, foundAt]) => ({
          ...{ id: newId(), customerId, kind: "wrong_number" as const, state: "open" as const },
          ...{ foundAt, evidenceAt: foundAt },
        })),
      );
    await foresee(morning);
    expect(await expectedOn("2026-11-20")).toBe(7);
    expect(await cleanUp(at(9 * HOUR))).toBe(7);
    expect(await holds()).toEqual([]);
  });
});

describe("a clean-up", () => {
  test("takes up to three times what was foreseen without asking, and never asks for a few", async () => {
    await withRules([nobodyWants(STAY)]);
    await foresee(morning);
    await dueAt(5, at(HOUR));
    expect(await cleanUp(at(HOUR))).toBe(5);
    await withRules([nobodyWants(STAY)]);
    await dueAt(4, at(HOUR));
    await foresee(morning);
    await dueAt(8, at(2 * HOUR));
    expect(await cleanUp(at(3 * HOUR))).toBe(12);
    expect(await broken()).toEqual([]);
  });

  test("that would take more takes nobody, tells once who decides and who leads the pool, and stops nothing else", async () => {
    await withRules([
      { ...nobodyWants(STAY), when: { field: "grade", op: "in", values: ["C"] }, id: "low" },
      nobodyWants(STAY),
    ]);
    const other = await makePool(testDb().db, at(-60 * DAY), {
      policy: { guard, poolRules: [nobodyWants(STAY)] },
    });
    const theirs = await dueAt(1, at(0), { pool: other });
    const held = await world.customers(1, { owner: world.rep(0), at: at(-40 * DAY) });
    await dueAt(4, at(HOUR));
    await foresee(morning);
    const low = await dueAt(9, at(2 * HOUR), { grade: "C" });
    expect(await cleanUp(at(3 * HOUR))).toBe(1);
    expect(await cleanUp(at(4 * HOUR))).toBe(0);
    const gone = await testDb().db.execute<{ id: string }>(
      sql`select id from customers where state = 'invalid'`,
    );
    expect(gone.map(({ id }) => id)).toEqual(theirs);
    const [hold, ...more] = await holds(at(4 * HOUR));
    expect(more).toEqual([]);
    expect(hold).toMatchObject({
      ...{
        job: "clean-up-pools",
        expected: 4,
        ceiling: 12,
        found: 13,
        due: 13,
        heldAt: at(3 * HOUR),
        owners: [],
      },
      rules: [
        { rule: { id: "low", since: "pooled" }, count: 9, end: { kind: "invalidate", reason: "unwanted" } },
        { rule: { id: "nobody_wants" }, count: 4 },
      ],
    });
    expect(hold?.customers.map(({ dueAt }) => dueAt)).toEqual([
      ...Array.from({ length: 4 }, () => at(HOUR)),
      ...Array.from({ length: 8 }, () => at(2 * HOUR)),
    ]);
    expect(low).toContain(hold?.customers.at(-1)?.id);
    const told = await testDb().db.execute<{ user_id: string }>(
      sql`select user_id, params->>'job' as job, (params->>'count')::int as count from notifications where kind = 'sweep_held' order by 1`,
    );
    const params = { job: "clean-up-pools", count: 13 };
    expect([...told]).toEqual(
      [world.admin.id, world.manager.id].sort().map((user_id) => ({ user_id, ...params })),
    );
    expect(await listStops(world.as(world.manager))).toMatchObject([
      { poolId: world.pool.id, kind: "clean_up_held", since: at(3 * HOUR) },
    ]);
    expect(await reclaimDue(world.system(at(4 * HOUR)))).toEqual({ reclaimed: held.length });
    expect(await broken()).toEqual([]);
  });

  test("counts what it has taken today, and what the last hours of yesterday left", async () => {
    await withRules([nobodyWants(STAY)]);
    await dueAt(20, at(-10 * MINUTE, morning));
    await foresee(at(-DAY, morning));
    await cleanUp(at(-30 * MINUTE, morning));
    await foresee(morning);
    expect(await expectedOn("2026-11-20")).toBe(0);
    await dueAt(30, at(5 * MINUTE, morning));
    expect(await cleanUp(at(16 * MINUTE, morning))).toBe(50);
    await dueAt(11, at(0));
    expect(await cleanUp(at(0))).toBe(0);
    expect(await holds()).toMatchObject([{ expected: 20, ceiling: 60, found: 61 }]);
  });

  test("asks where nothing was ever foreseen, and after the clock has jumped takes nobody", async () => {
    await withRules([nobodyWants(STAY)]);
    await dueAt(6, at(HOUR));
    expect(await cleanUp(at(HOUR))).toBe(0);
    expect(await holds()).toHaveLength(1);
    await withRules([nobodyWants(STAY)]);
    await foresee(morning);
    await cleanUp(at(0));
    for (const days of [1, 5, 9, 13, 17, 21, 25, 29, 33, 37]) await dueAt(2, at(days * DAY));
    await foresee(at(40 * DAY));
    expect(await cleanUp(at(40 * DAY))).toBe(0);
    expect(await holds(at(40 * DAY))).toMatchObject([{ expected: 0, found: 20 }]);
  });

  test("after a pause takes what was foreseen of its days, and no longer asks of what is approved day after day", async () => {
    await withRules([nobodyWants(STAY)]);
    for (const days of [0, 1, 2]) await dueAt(8, at(days * DAY + HOUR));
    await foresee(morning);
    await cleanUp(morning);
    await pauseReclaims(admin(at(0)), { poolId: null, note: "" });
    for (const days of [1, 2]) await foresee(at(days * DAY, morning));
    expect(await cleanUp(at(2 * DAY))).toBe(0);
    await resumeReclaims(admin(at(2 * DAY + 2 * HOUR)), { poolId: null });
    expect(await cleanUp(at(2 * DAY + 3 * HOUR))).toBe(24);
    const asked: boolean[] = [];
    for (const days of [3, 4, 5, 6, 7, 8]) {
      const day = at(days * DAY);
      await foresee(at(days * DAY, morning));
      await dueAt(100, day);
      await cleanUp(day);
      const [hold] = await holds(day);
      asked.push(hold !== undefined);
      if (!hold) continue;
      await approveSweep(admin(at(HOUR, day)), { holdId: hold.id, note: "" });
      expect(await cleanUp(at(2 * HOUR, day))).toBe(100);
    }
    expect(asked).toEqual([true, true, true, true, false, false]);
    expect(await broken()).toEqual([]);
  });

  test("by several workers at once passes the boundary no more than by one, and asks once", async () => {
    await withRules([nobodyWants(STAY)]);
    await foresee(morning);
    await dueAt(5, at(HOUR));
    const several = (instant: Date) => Promise.all([cleanUp(instant), cleanUp(instant), cleanUp(instant)]);
    expect((await several(at(HOUR))).reduce((sum, one) => sum + one, 0)).toBe(5);
    await dueAt(1, at(2 * HOUR));
    expect(await several(at(2 * HOUR))).toEqual([0, 0, 0]);
    expect(await holds()).toMatchObject([{ ceiling: 5, found: 6 }]);
    const [told] = await testDb().db.execute<{ n: number }>(
      sql`select count(*)::int as n from notifications where kind = 'sweep_held' and user_id = ${world.admin.id}::uuid`,
    );
    expect(told?.n).toBe(1);
  });
});

describe("the decision on a clean-up", () => {
  const held = async (): Promise<string> => {
    await withRules([nobodyWants(STAY)]);
    await foresee(morning);
    await dueAt(9, at(HOUR));
    await cleanUp(at(HOUR));
    return (await holds())[0]?.id ?? "";
  };

  test("to approve lets them go with the next run, and beyond that it asks again", async () => {
    const holdId = await held();
    expect(await approveSweep(admin(at(2 * HOUR)), { holdId, note: "" })).toEqual({ due: 9 });
    expect(await listStops(admin(at(2 * HOUR)))).toEqual([]);
    await dueAt(2, at(2 * HOUR));
    expect(await cleanUp(at(3 * HOUR))).toBe(11);
    await dueAt(4, at(4 * HOUR));
    expect(await cleanUp(at(4 * HOUR))).toBe(0);
    expect(await holds()).toMatchObject([{ found: 15, ceiling: 14 }]);
    expect(await broken()).toEqual([]);
  });

  test("to decline pauses the pool from then on, and on resuming it asks again", async () => {
    const holdId = await held();
    await declineSweep(admin(at(3 * HOUR)), { holdId, note: "not these" });
    expect(await listPauses(admin(at(4 * HOUR)))).toMatchObject([
      { pool: { id: world.pool.id }, from: at(3 * HOUR), note: "not these" },
    ]);
    expect(await cleanUp(at(9 * HOUR))).toBe(0);
    await resumeReclaims(admin(at(10 * HOUR)), { poolId: world.pool.id });
    expect(await cleanUp(at(11 * HOUR))).toBe(0);
    expect(await holds(at(11 * HOUR))).toMatchObject([{ found: 9 }]);
    expect(await broken()).toEqual([]);
  });

  test("is made once, and stops nothing of the reclaims that wait for their own", async () => {
    const holdId = await held();
    await world.customers(6, { owner: world.rep(0), at: at(-40 * DAY) });
    expect(await reclaimDue(world.system(at(HOUR)))).toEqual({ reclaimed: 0 });
    expect((await holds(at(HOUR))).map(({ job }) => job).sort()).toEqual(["clean-up-pools", "reclaim-due"]);
    const both = await Promise.allSettled([
      approveSweep(admin(at(2 * HOUR)), { holdId, note: "" }),
      approveSweep(admin(at(2 * HOUR)), { holdId, note: "" }),
    ]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await reclaimDue(world.system(at(3 * HOUR)))).toEqual({ reclaimed: 0 });
    expect(await cleanUp(at(3 * HOUR))).toBe(9);
  });
});

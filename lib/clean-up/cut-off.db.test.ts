import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Db } from "@/db/client";
import { useTestDb } from "@/db/testing";
import { makePool, makeWorld, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { auditDatabase } from "@/lib/ledger/audit";
import { assignCustomers } from "@/lib/ownership/assign-customers";
import { nobodyWants, type PoolRule } from "@/lib/policies/pool-rule";
import { publishPolicy } from "@/lib/policies/publish-policy";
import { pauseReclaims } from "@/lib/sweeps/pause-reclaims";
import { undoSweep } from "@/lib/sweeps/undo-sweep";
import { addMs, DAY, HOUR, MINUTE } from "@/lib/time";
import { cleanUpPools } from "./clean-up-pools";

const testDb = useTestDb({ max: 8 });
const now = new Date("2026-11-20T02:00:00.000Z");
const at = (ms: number) => addMs(now, ms);
const GRADES = ["A", "B", "C"] as const;
/** A rule of its own for each grade, so that a run is several batches. */
const rules: PoolRule[] = GRADES.map((grade) => ({
  ...nobodyWants(10),
  id: `grade_${grade.toLowerCase()}`,
  when: { field: "grade", op: "in", values: [grade] },
}));
const EACH = 3;
let world: World;

/** A pool with three overdue customers for each of three rules. */
async function dirty(): Promise<void> {
  await wipe(testDb());
  world = await makeWorld(testDb().db, { now, policy: { poolRules: rules } });
  for (const grade of GRADES) await world.customers(EACH, { grade, at: at(-20 * DAY) });
}

/** The database, with something that happens before its so-manieth transaction. */
const before = (nth: number, happens: () => Promise<unknown>): Db => {
  let begun = 0;
  return new Proxy(world.db, {
    get(target, key, receiver) {
      if (key !== "transaction") return Reflect.get(target, key, receiver) as unknown;
      return async (...given: Parameters<Db["transaction"]>) => {
        begun += 1;
        if (begun === nth) await happens();
        return target.transaction(...given);
      };
    },
  });
};
const killed = () => Promise.reject(new Error("killed"));
const job = (db: Db, ms = 0) => cleanUpPools({ ...world.system(at(ms)), db });
const sweepRows = () =>
  testDb().db.execute<{ id: string; state: string; moved_count: number }>(
    sql`select id, state, moved_count from sweeps order by id`,
  );
const told = async () => {
  const rows = await testDb().db.execute<{ count: number }>(
    sql`select (params->>'count')::int as count from notifications where kind = 'pool_cleaned_up' and user_id = ${world.manager.id}::uuid`,
  );
  return rows.map(({ count }) => count);
};
const out = async () => {
  const [row] = await testDb().db.execute<{ n: number }>(
    sql`select count(*)::int as n from customers where state = 'invalid'`,
  );
  return row?.n;
};
const broken = async () => (await auditDatabase(testDb().db)).filter((one) => one.rows > 0);

test("a clean-up that is killed anywhere is gone on with by its retry, as one sweep, told once and in full", async () => {
  let lives = 1;
  for (let kills = 0; ; lives += 1) {
    await dirty();
    const died = await job(before(lives, killed)).then(
      () => false,
      () => true,
    );
    if (!died) {
      expect(kills).toBeGreaterThan(4);
      break;
    }
    kills += 1;
    expect(await told()).toEqual([]);
    expect(await broken()).toEqual([]);
    await job(world.db);
    expect(await sweepRows()).toMatchObject([{ state: "finished", moved_count: EACH * GRADES.length }]);
    expect(await told()).toEqual(GRADES.map(() => EACH));
    expect(await broken()).toEqual([]);
  }
});

test("one that nobody tried again ends where it stopped with the next run, which tells what it took and takes the rest", async () => {
  await dirty();
  // Its first transaction ends what was cut off before; then come two rules.
  await expect(job(before(4, killed))).rejects.toThrow("killed");
  expect(await sweepRows()).toMatchObject([{ state: "running", moved_count: 2 * EACH }]);
  await job(world.db, HOUR);
  expect(await sweepRows()).toMatchObject([
    { state: "cut_off", moved_count: 2 * EACH },
    { state: "finished", moved_count: EACH },
  ]);
  expect(await told()).toEqual(GRADES.map(() => EACH));
  const [first] = await sweepRows();
  await undoSweep(world.as(world.admin, at(2 * HOUR)), { sweepId: first?.id ?? "" });
  expect(await out()).toBe(EACH);
  expect(await broken()).toEqual([]);
});

test("a pause, and a rule that is switched off, stop a clean-up that runs at its next batch", async () => {
  await dirty();
  const pause = () => pauseReclaims(world.as(world.admin), { poolId: world.pool.id, note: "" });
  expect(await job(before(3, pause))).toEqual({ cleanedUp: EACH });
  expect(await out()).toBe(EACH);
  await dirty();
  const switchOff = () =>
    publishPolicy(world.as(world.admin), {
      ...{ poolId: world.pool.id, baseVersion: 1, note: "" },
      document: { ...world.pool.policy, poolRules: rules.map((rule) => ({ ...rule, on: false })) },
    });
  expect(await job(before(4, switchOff))).toEqual({ cleanedUp: 2 * EACH });
  expect(await out()).toBe(2 * EACH);
  expect(await told()).toEqual([EACH, EACH]);
  expect(await broken()).toEqual([]);
});

test("several workers at once take each customer once, and what they tell adds up", async () => {
  await dirty();
  const runs = await Promise.all([
    job(world.db),
    job(world.db),
    job(world.db, MINUTE),
    job(world.db, MINUTE),
  ]);
  const all = EACH * GRADES.length;
  expect(runs.reduce((sum, { cleanedUp }) => sum + cleanedUp, 0)).toBe(all);
  expect(await out()).toBe(all);
  const rows = await sweepRows();
  expect(rows.every(({ state }) => state === "finished")).toBe(true);
  expect(rows.reduce((sum, { moved_count }) => sum + moved_count, 0)).toBe(all);
  expect((await told()).reduce((sum, count) => sum + count, 0)).toBe(all);
  expect(await broken()).toEqual([]);
});

test("its undo waits for whoever is at one of its customers, and leaves what was claimed where it was moved to", async () => {
  await wipe(testDb());
  world = await makeWorld(testDb().db, { now, policy: { poolRules: [] } });
  const other = await makePool(testDb().db, at(-300 * DAY), { members: world.reps });
  const moving: PoolRule = { ...nobodyWants(10), end: { kind: "move", poolId: other.id } };
  await publishPolicy(world.as(world.admin, at(-2 * DAY)), {
    ...{ poolId: world.pool.id, baseVersion: 1, note: "" },
    document: { ...world.pool.policy, poolRules: [moving] },
  });
  const [edited = "", claimed = "", ...rest] = await world.customers(8, { at: at(-20 * DAY) });
  await job(world.db);
  const [sweep] = await sweepRows();
  await assignCustomers(world.as(world.admin, at(MINUTE)), {
    ...{ customerIds: [claimed], userId: world.rep(0).id, note: "" },
  });
  const undoing = await testDb().db.transaction(async (tx) => {
    await tx.execute(sql`select from customers where id = ${edited}::uuid for no key update`);
    const undo = undoSweep(world.as(world.admin, at(HOUR)), { sweepId: sweep?.id ?? "" });
    const waits = async () => {
      const [row] = await testDb().db.execute<{ n: number }>(sql`
        select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
      return (row?.n ?? 0) > 0;
    };
    let over = false;
    const ended = () => {
      over = true;
    };
    undo.then(ended, ended);
    while (!over && !(await waits()));
    return { undo };
  });
  expect(await undoing.undo).toMatchObject({ restored: rest.length + 1, left: 1, reasons: { claimed: 1 } });
  const [back] = await testDb().db.execute<{ n: number }>(
    sql`select count(*)::int as n from customers where pool_id = ${world.pool.id}::uuid and state = 'pooled'`,
  );
  expect(back?.n).toBe(rest.length + 1);
  expect(await broken()).toEqual([]);
});

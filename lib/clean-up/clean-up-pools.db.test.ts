import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import { makePool, makeWorld, type World, type WorldOptions } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { seedCalendar } from "@/lib/calendar/seed-calendar";
import { auditDatabase } from "@/lib/ledger/audit";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { restoreCustomer } from "@/lib/ownership/restore-customer";
import { backToMarketing, nobodyWants, type PoolRule } from "@/lib/policies/pool-rule";
import { previewPolicy } from "@/lib/policies/preview-policy";
import { publishPolicy } from "@/lib/policies/publish-policy";
import { archivePool } from "@/lib/pools/archive-pool";
import { readStage } from "@/lib/simulation/read-replay";
import { stayReplayOf } from "@/lib/simulation/read-stays";
import { staysSql } from "@/lib/simulation/stays-sql";
import { pauseReclaims } from "@/lib/sweeps/pause-reclaims";
import { previewUndo } from "@/lib/sweeps/queries";
import { resumeReclaims } from "@/lib/sweeps/resume-reclaims";
import { undoSweep } from "@/lib/sweeps/undo-sweep";
import { addMs, DAY, dayOf, HOUR } from "@/lib/time";
import { cleanUpPools } from "./clean-up-pools";
import { readStay } from "./read-stay";

const testDb = useTestDb({ max: 8 });
/** Friday 20 November 2026, 10:00 in Shanghai. */
const now = new Date("2026-11-20T02:00:00Z");
const inDays = (days: number, ms = 0) => addMs(now, days * DAY + ms);

async function withRules(poolRules: PoolRule[], options: Partial<WorldOptions> = {}): Promise<World> {
  await wipe(testDb());
  return makeWorld(testDb().db, { now, ...options, policy: { poolRules, ...options.policy } });
}
async function stateOf(world: World, id: string) {
  const [row] = await world.db.execute<Record<string, unknown>>(
    sql`select state, pool_id, invalid_reason from customers where id = ${id}::uuid`,
  );
  return row;
}
const cleanUp = (world: World, at: Date) => cleanUpPools(world.system(at));
const broken = async () => (await auditDatabase(testDb().db)).filter((one) => one.rows > 0);

describe("the longest stay in a pool", () => {
  test("ends to the millisecond, and what is marked invalid says by which rule and can be restored", async () => {
    const world = await withRules([nobodyWants(30)]);
    const id = await world.customer();
    expect(await cleanUp(world, inDays(30, -1))).toEqual({ cleanedUp: 0 });
    expect(await cleanUp(world, inDays(30))).toEqual({ cleanedUp: 1 });
    expect(await cleanUp(world, inDays(30))).toEqual({ cleanedUp: 0 });
    expect(await stateOf(world, id)).toMatchObject({ state: "invalid", invalid_reason: "unwanted" });
    const [event] = await world.db.execute(sql`
      select kind, rule, policy_id, reason, actor_job, facts from events where customer_id = ${id}::uuid order by version desc limit 1`);
    expect(event).toMatchObject({
      ...{ kind: "invalidated", rule: "nobody_wants", policy_id: world.pool.policyId, reason: "unwanted" },
      facts: { ownerCount: 0, bounceCount: 0 },
    });
    await restoreCustomer(world.as(world.manager, inDays(31)), { customerId: id, note: "" });
    expect(await cleanUp(world, inDays(60))).toEqual({ cleanedUp: 0 });
    expect(await cleanUp(world, inDays(61))).toEqual({ cleanedUp: 1 });
    expect(await broken()).toEqual([]);
  });

  test("counts working days by the calendar: a make-up Saturday is one, a holiday is none", async () => {
    const rule = { ...nobodyWants(1), stay: { amount: 3, unit: "working_days" as const } };
    const world = await withRules([rule]);
    await seedCalendar(world.system(), {});
    // Friday 13 February 2026, 18:30: the Saturday after it is worked, then the holiday lasts to Monday 23.
    const id = await world.customer({ at: new Date("2026-02-13T10:30:00Z") });
    const due = new Date("2026-02-25T10:30:00Z");
    expect(await cleanUp(world, addMs(due, -1))).toEqual({ cleanedUp: 0 });
    expect(await cleanUp(world, due)).toEqual({ cleanedUp: 1 });
    expect(await stateOf(world, id)).toMatchObject({ state: "invalid" });
  });

  test("lasts as many days where clocks are changed", async () => {
    const world = await withRules([nobodyWants(3)], { timeZone: "America/New_York" });
    await world.customer({ at: new Date("2026-10-30T13:00:00Z") });
    expect(await cleanUp(world, new Date("2026-11-02T13:59:59.999Z"))).toEqual({ cleanedUp: 0 });
    expect(await cleanUp(world, new Date("2026-11-02T14:00:00Z"))).toEqual({ cleanedUp: 1 });
  });

  test("begins anew in the pool that a rule moves to, whose own rules hold there", async () => {
    const world = await withRules([]);
    const other = await makePool(world.db, inDays(-300), { policy: { poolRules: [nobodyWants(10)] } });
    const rule: PoolRule = { ...nobodyWants(5), id: "move_on", end: { kind: "move", poolId: other.id } };
    await publishPolicy(world.as(world.admin, inDays(-2)), {
      ...{ poolId: world.pool.id, baseVersion: 1, note: "" },
      document: { ...world.pool.policy, poolRules: [rule] },
    });
    const id = await world.customer();
    await cleanUp(world, inDays(5));
    expect(await stateOf(world, id)).toMatchObject({ state: "pooled", pool_id: other.id });
    await cleanUp(world, inDays(15, -1));
    expect(await stateOf(world, id)).toMatchObject({ state: "pooled" });
    await cleanUp(world, inDays(15));
    expect(await stateOf(world, id)).toMatchObject({ state: "invalid" });
    expect(await broken()).toEqual([]);
  });
});

describe("whom a rule takes", () => {
  test("conditions and exceptions choose, and the first rule in the order counts", async () => {
    const graded: PoolRule = {
      ...nobodyWants(10),
      ...{ id: "low", when: { field: "grade", op: "in", values: ["C"] } },
      except: { field: "tags", op: "has_any", values: ["keep"] },
    };
    const world = await withRules([graded, backToMarketing(3, 10)]);
    const low = await world.customer({ grade: "C", bounceCount: 3 });
    const kept = await world.customer({ grade: "C", tags: ["keep"] });
    const returned = await world.customer({ grade: "A", bounceCount: 3 });
    const fresh = await world.customer({ grade: "A", bounceCount: 2 });
    expect(await cleanUp(world, inDays(10))).toEqual({ cleanedUp: 2 });
    const reasons = await Promise.all([low, kept, returned, fresh].map((id) => stateOf(world, id)));
    expect(reasons.map((row) => row?.invalid_reason)).toEqual(["unwanted", null, "to_marketing", null]);
  });

  test("a rule that is younger than a day, another than it was, or off, takes nobody", async () => {
    const world = await withRules([]);
    await world.customers(3, { at: inDays(-100) });
    const publish = (baseVersion: number, poolRules: PoolRule[], at: Date) =>
      publishPolicy(world.as(world.admin, at), {
        ...{ poolId: world.pool.id, baseVersion, note: "" },
        document: { ...world.pool.policy, poolRules },
      });
    await publish(1, [nobodyWants(90)], now);
    expect(await cleanUp(world, inDays(1, -1))).toEqual({ cleanedUp: 0 });
    await publish(2, [nobodyWants(80)], inDays(1, -1));
    expect(await cleanUp(world, inDays(2, -2))).toEqual({ cleanedUp: 0 });
    await publish(3, [{ ...nobodyWants(80), on: false }], inDays(2, -1));
    expect(await cleanUp(world, inDays(9))).toEqual({ cleanedUp: 0 });
    await publish(4, [nobodyWants(80)], inDays(10));
    expect(await cleanUp(world, inDays(11))).toEqual({ cleanedUp: 3 });
  });

  test("while the pool or all are paused nobody goes; what has stayed too long by then goes when they go on", async () => {
    const world = await withRules([nobodyWants(3)]);
    await world.customers(2);
    for (const poolId of [world.pool.id, null]) {
      await pauseReclaims(world.as(world.admin, inDays(2)), { poolId, note: "" });
      expect(await cleanUp(world, inDays(4))).toEqual({ cleanedUp: 0 });
      await resumeReclaims(world.as(world.admin, inDays(5)), { poolId });
    }
    expect(await cleanUp(world, inDays(5))).toEqual({ cleanedUp: 2 });
    expect(await broken()).toEqual([]);
  });

  test("a rule that moves to its own pool takes nobody, and the job comes to an end", async () => {
    const world = await withRules([]);
    const onward: PoolRule = {
      ...nobodyWants(1),
      id: "onward",
      end: { kind: "move", poolId: world.pool.id },
    };
    const rule = { ...onward, stay: { amount: 0, unit: "hours" as const } };
    await publishPolicy(world.as(world.admin, inDays(-2)), {
      ...{ poolId: world.pool.id, baseVersion: 1, note: "" },
      document: { ...world.pool.policy, poolRules: [rule] },
    });
    await world.customers(1_000);
    expect(await cleanUp(world, inDays(1))).toEqual({ cleanedUp: 0 });
  });

  test("a preview counts whom each rule would take after its day, each customer once", async () => {
    const world = await withRules([]);
    await world.customers(3, { grade: "C", at: inDays(-9) });
    await world.customers(2, { grade: "A", at: inDays(-9, 1) });
    await world.customers(2, { grade: "A", at: inDays(-20) });
    const when: PoolRule["when"] = { field: "grade", op: "in", values: ["C"] };
    const low = { ...nobodyWants(10), id: "low", when };
    const poolRules = [low, nobodyWants(10), { ...nobodyWants(1), id: "off", on: false }];
    const document = { ...world.pool.policy, poolRules };
    const preview = await previewPolicy(world.as(world.admin), { poolId: world.pool.id, document });
    expect(preview.byPoolRule).toEqual([
      { id: "low", hit: 3 },
      { id: "nobody_wants", hit: 2 },
    ]);
    expect(preview.changes.map(({ kind }) => kind)).toEqual(["pool_rule", "pool_rule", "pool_rule"]);
  });

  test("what takes more out of the pool than the threshold needs a second admin; what takes fewer than before doesn't", async () => {
    const world = await withRules([]);
    await world.customers(3, { at: inDays(-40) });
    await world.customers(2, { at: inDays(-20) });
    await world.db.execute(sql`update organizations set approval_threshold = 2`);
    const admin = world.as(world.admin);
    const draft = (baseVersion: number, days: number) => ({
      ...{ poolId: world.pool.id, baseVersion, note: "" },
      document: { ...world.pool.policy, poolRules: [nobodyWants(days)] },
    });
    expect(await previewPolicy(admin, draft(1, 30))).toMatchObject({
      ...{ hit: 0, toApprove: { hit: 3, added: 3 } },
    });
    await expect(publishPolicy(admin, draft(1, 30))).rejects.toMatchObject({
      ...{ code: "APPROVAL_NEEDED", params: { hit: 3, threshold: 2 } },
    });
    await world.db.execute(sql`update organizations set approval_threshold = null`);
    await publishPolicy(admin, draft(1, 10));
    await world.db.execute(sql`update organizations set approval_threshold = 2`);
    expect(await previewPolicy(admin, draft(2, 30))).toMatchObject({ toApprove: { hit: 3, added: 0 } });
    expect(await publishPolicy(admin, draft(2, 30))).toMatchObject({ version: 3 });
  });

  test("a rule that can't work is refused by name, and its target can't be archived", async () => {
    const world = await withRules([]);
    const other = await makePool(world.db, inDays(-300));
    const moving = (poolId: string): PoolRule => ({ ...nobodyWants(5), end: { kind: "move", poolId } });
    const publish = (rule: PoolRule) =>
      publishPolicy(world.as(world.admin), {
        ...{ poolId: world.pool.id, baseVersion: 1, note: "" },
        document: { ...world.pool.policy, returnRules: [], poolRules: [rule] },
      });
    await expect(publish(moving(world.admin.id))).rejects.toMatchObject({
      ...{ code: "RULE_UNWORKABLE", params: { rule: "nobody_wants", problem: "target_unknown" } },
    });
    await publish(moving(other.id));
    const archive = archivePool(world.as(world.admin), { poolId: other.id, moveTo: null });
    await expect(archive).rejects.toMatchObject({ code: "POOL_IS_TARGET" });
  });

  test("against a claim at the same time one is first, and the managers are told once", async () => {
    const policy = { claimLimits: { perDay: null, perWeek: null }, holdingCap: null };
    const world = await withRules([nobodyWants(1)], { policy });
    const ids = await world.customers(30);
    const at = inDays(1, HOUR);
    const claims = ids
      .slice(0, 15)
      .map((customerId) => claimCustomer(world.as(world.rep(0), at), { customerId }));
    const [claimed] = await Promise.all([Promise.allSettled(claims), cleanUp(world, at), cleanUp(world, at)]);
    const won = claimed.filter(({ status }) => status === "fulfilled").length;
    const [counts] = await world.db.execute<Record<string, number>>(sql`
      select count(*) filter (where state = 'owned')::int as owned, count(*) filter (where state = 'invalid')::int as invalid from customers`);
    expect(counts).toEqual({ owned: won, invalid: 30 - won });
    const told = await world.db.execute<{ user_id: string }>(
      sql`select user_id from notifications where kind = 'pool_cleaned_up'`,
    );
    expect([...new Set(told.map((one) => one.user_id))]).toEqual([world.manager.id]);
    expect(await broken()).toEqual([]);
  });
});

describe("a clean-up taken back", () => {
  test("puts all of it back where it lay, but for what was claimed since, which it lists; twice puts nothing back twice", async () => {
    const world = await withRules([]);
    const other = await makePool(world.db, inDays(-300), { members: [...world.reps] });
    const onward: PoolRule = {
      ...nobodyWants(5),
      ...{ id: "onward", when: { field: "grade", op: "in", values: ["A"] } },
      end: { kind: "move", poolId: other.id },
    };
    await publishPolicy(world.as(world.admin, inDays(-2)), {
      ...{ poolId: world.pool.id, baseVersion: 1, note: "" },
      document: { ...world.pool.policy, poolRules: [onward, nobodyWants(5)] },
    });
    const [moved, claimed] = await world.customers(2, { grade: "A" });
    const [gone = ""] = await world.customers(1, { grade: "C" });
    await cleanUp(world, inDays(5));
    await claimCustomer(world.as(world.rep(0), inDays(5)), { customerId: claimed ?? "" });
    const [sweep] = await world.db.execute<{ id: string; job: string; moved_count: number }>(
      sql`select id, job, moved_count from sweeps`,
    );
    expect(sweep).toMatchObject({ job: "clean-up-pools", moved_count: 3 });
    const undo = () => undoSweep(world.as(world.admin, inDays(5, HOUR)), { sweepId: sweep?.id ?? "" });
    expect(await previewUndo(world.as(world.admin, inDays(5)), { sweepId: sweep?.id ?? "" })).toMatchObject({
      ...{ restorable: 2, reasons: { claimed: 1 } },
    });
    expect(await undo()).toMatchObject({
      restored: 2,
      left: 1,
      customers: [{ customerId: claimed, ownerName: null }],
    });
    expect(await stateOf(world, moved ?? "")).toMatchObject({ state: "pooled", pool_id: world.pool.id });
    expect(await stateOf(world, gone)).toMatchObject({ state: "pooled", pool_id: world.pool.id });
    expect(await undo()).toMatchObject({ restored: 2, left: 1 });
    expect(await cleanUp(world, inDays(6))).toEqual({ cleanedUp: 0 });
    expect(await broken()).toEqual([]);
  });

  test("holds for a day against a rule with a short stay, on the customer and in a replay too", async () => {
    const grade: PoolRule["when"] = { field: "grade", op: "in", values: ["C"] };
    for (const amount of [0, 3]) {
      const rule: PoolRule = { ...nobodyWants(1), when: grade, stay: { amount, unit: "hours" } };
      const world = await withRules([rule]);
      const id = await world.customer({ at: inDays(2), grade: "C" });
      await cleanUp(world, inDays(2, amount * HOUR));
      const [sweep] = await world.db.execute<{ id: string }>(sql`select id from sweeps`);
      const back = inDays(2, 12 * HOUR);
      await undoSweep(world.as(world.admin, back), { sweepId: sweep?.id ?? "" });
      for (const hours of [1, 4, 23]) {
        expect(await cleanUp(world, addMs(back, hours * HOUR))).toEqual({ cleanedUp: 0 });
      }
      const stay = { customerId: id, poolId: world.pool.id, timeZone: world.timeZone };
      expect((await readStay(world.as(world.admin, back), stay))?.endsAt).toEqual(addMs(back, DAY));
      expect(await cleanUp(world, addMs(back, DAY))).toEqual({ cleanedUp: 1 });
      const end = inDays(6);
      const period = { from: dayOf(now, world.timeZone), until: dayOf(end, world.timeZone) };
      const stage = await readStage(world.as(world.admin, end), { poolId: world.pool.id, ...period });
      const replay = await stayReplayOf(world, stage, world.pool.policy);
      const hits = replay
        ? await world.db.execute<{ at: string }>(
            sql`with ${staysSql(replay)} select at from hits order by at`,
          )
        : [];
      const real = await world.db.execute<{ at: string }>(
        sql`select at from events where kind = 'invalidated' order by at`,
      );
      expect(hits.map((one) => new Date(one.at))).toEqual(real.map((one) => new Date(one.at)));
      expect(real.at(-1) && new Date(real.at(-1)?.at ?? 0)).toEqual(addMs(back, DAY));
      expect(await broken()).toEqual([]);
    }
  });
});

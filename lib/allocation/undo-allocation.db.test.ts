import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import { makeUser, makeWorld, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { revealContacts } from "@/lib/customers/reveal-contacts";
import { logFollowUp } from "@/lib/follow-ups/log-follow-up";
import { auditDatabase } from "@/lib/ledger/audit";
import { protectCustomer } from "@/lib/ownership/protect-customer";
import { releaseCustomer } from "@/lib/ownership/release-customer";
import { allocationRule } from "@/lib/policies/allocation-rule";
import { publishPolicy } from "@/lib/policies/publish-policy";
import { listSweeps } from "@/lib/sweeps/queries";
import { undoSweep } from "@/lib/sweeps/undo-sweep";
import { addMs, DAY, HOUR, MINUTE } from "@/lib/time";
import { allocateCustomers } from "./allocate-customers";
import { allocatePools } from "./allocate-pools";
import { previewUndoAllocation } from "./preview-undo-allocation";
import { undoAllocation } from "./undo-allocation";

const testDb = useTestDb({ max: 8 });
const now = new Date("2026-11-20T02:00:00Z");
const at = (ms: number) => addMs(now, ms);
const RULE = allocationRule({ id: "turns" });

async function begin(count: number, reps = 2): Promise<{ world: World; ids: string[] }> {
  await wipe(testDb());
  const world = await makeWorld(testDb().db, {
    now,
    reps,
    policy: { allocationRules: [RULE], autoAllocate: true },
  });
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) ids.push(await world.customer({ at: at((n - count) * HOUR) }));
  return { world, ids };
}
const columns = (ids: readonly string[]) =>
  testDb().db.execute<Record<string, unknown>>(sql`
    select id, state, owner_id, pool_id, pooled_at, last_owner_id, owner_count, bounce_count, due_at, held_since, protected_until
    from customers where id = any (${`{${ids.join(",")}}`}::uuid[]) order by created_at`);
const broken = async () => (await auditDatabase(testDb().db)).filter((one) => one.rows > 0);
const stateOf = async (id: string) => (await columns([id]))[0]?.state;

describe("an undone run of allocation", () => {
  test("leaves the customers as they lay in the pool, and its people are told once", async () => {
    const { world, ids } = await begin(6);
    const before = await columns(ids);
    const { runId } = await allocateCustomers(world.as(world.manager), { poolId: world.pool.id });
    const input = { sweepId: runId ?? "" };
    const boss = world.as(world.manager, at(HOUR));
    expect(await previewUndoAllocation(boss, input)).toEqual({ restorable: 6, owners: 2, reasons: {} });
    expect(await undoAllocation(boss, input)).toMatchObject({ restored: 6, left: 0 });
    expect([...(await columns(ids))]).toEqual([...before]);
    const told = await world.db.execute<{ user_id: string; count: string }>(
      sql`select user_id, params->>'count' as count from notifications where kind = 'assign_undone' order by 1`,
    );
    expect([...told]).toEqual(
      world.reps
        .map(({ id }) => id)
        .sort()
        .map((user_id) => ({ user_id, count: "3" })),
    );
    expect(await undoAllocation(boss, input)).toMatchObject({ restored: 6, left: 0 });
    const { rows } = await listSweeps(boss);
    expect(rows).toMatchObject([
      {
        ...{ job: "allocate-pools", state: "undone", moved: 6, restored: 6, own: true },
        ...{ startedByName: world.manager.name, parts: [{ allocation: { id: "turns", method: "in_turn" } }] },
      },
    ]);
    expect(await broken()).toEqual([]);
  });

  test("keeps what was worked on, looked at, protected or given back since, and lists it", async () => {
    const { world, ids } = await begin(5, 1);
    const rep = world.rep(0);
    const { runId } = await allocateCustomers(world.as(world.admin), { poolId: world.pool.id });
    const [called = "", seen = "", shielded = "", back = "", still = ""] = ids;
    const me = world.as(rep, at(MINUTE));
    const said = { contactId: null, note: "", nextStep: "", nextStepAt: null };
    await logFollowUp(me, { customerId: called, channel: "call", outcome: "connected", ...said });
    await revealContacts(me, { customerId: seen });
    await protectCustomer(me, { customerId: shielded, days: 3, reason: "tender" });
    await releaseCustomer(me, { customerId: back, reason: "no_need", note: "" });
    const done = await undoSweep(world.as(world.admin, at(HOUR)), { sweepId: runId ?? "" });
    expect(done).toMatchObject({ restored: 1, left: 4, reasons: { worked_on: 3, moved: 1 } });
    expect(done.customers.map(({ ownerName }) => ownerName)).toEqual([
      rep.name,
      rep.name,
      rep.name,
      rep.name,
    ]);
    expect(await Promise.all([called, seen, shielded, back, still].map(stateOf))).toEqual([
      ...["owned", "owned", "owned", "pooled", "pooled"],
    ]);
    expect(await broken()).toEqual([]);
  });

  test("is given back neither by the job under the same rules, nor counted as a turn; by hand and under new rules it is", async () => {
    const { world, ids } = await begin(2);
    const [first = ""] = ids;
    expect(await allocatePools(world.system())).toEqual({ allocated: 2 });
    const [run] = await world.db.execute<{ id: string }>(sql`select id from sweeps`);
    await undoAllocation(world.as(world.admin, at(HOUR)), { sweepId: run?.id ?? "" });
    expect(await allocatePools(world.system(at(2 * HOUR)))).toEqual({ allocated: 0 });
    const again = await allocateCustomers(world.as(world.admin, at(3 * HOUR)), {
      ...{ poolId: world.pool.id, customerIds: [first] },
    });
    expect(again.outcomes).toMatchObject([{ ok: true, why: { turnSince: null } }]);
    await publishPolicy(world.as(world.admin, at(4 * HOUR)), {
      ...{ poolId: world.pool.id, baseVersion: 1, note: "" },
      document: { ...world.pool.policy, allocationRules: [{ ...RULE, perDay: 50 }] },
    });
    expect(await allocatePools(world.system(at(5 * HOUR)))).toEqual({ allocated: 1 });
    expect(await broken()).toEqual([]);
  });

  test("is for whoever started it and for admins, for a day, and a run of another kind is none", async () => {
    const { world } = await begin(1);
    const { runId } = await allocateCustomers(world.as(world.admin), { poolId: world.pool.id });
    const input = { sweepId: runId ?? "" };
    const other = await makeUser(world.db, now, { role: "manager", team: world.team });
    for (const user of [world.manager, other])
      await expect(undoAllocation(world.as(user), input)).rejects.toMatchObject({ code: "NOT_FOUND" });
    const late = undoAllocation(world.as(world.admin, at(DAY + MINUTE)), input);
    await expect(late).rejects.toMatchObject({ code: "SWEEP_UNDO_OVER" });
    expect(await undoAllocation(world.as(world.admin, at(DAY - MINUTE)), input)).toMatchObject({
      restored: 1,
    });
  });

  test("a plan, and a run by which nobody got anything, leave no run", async () => {
    const { world } = await begin(1);
    const plan = await allocateCustomers(world.as(world.admin), { poolId: world.pool.id, dryRun: true });
    expect(plan.runId).toBeNull();
    await world.db.execute(sql`update users set holding_cap = 0`);
    const none = await allocateCustomers(world.as(world.admin), { poolId: world.pool.id });
    expect(none.runId).toBeNull();
    expect((await world.db.execute(sql`select 1 from sweeps`)).length).toBe(0);
  });
});

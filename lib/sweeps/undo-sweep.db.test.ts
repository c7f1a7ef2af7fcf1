import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { newId } from "@/db/columns";
import { useTestDb } from "@/db/testing";
import { withClocks } from "@/db/testing/clocks";
import { makePool, makeWorld, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import type { Condition } from "@/lib/conditions/schema";
import { getCustomer } from "@/lib/customers/get-customer";
import { auditDatabase } from "@/lib/ledger/audit";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { invalidateCustomer } from "@/lib/ownership/invalidate-customer";
import { moveToPool } from "@/lib/ownership/move-to-pool";
import { releaseCustomer } from "@/lib/ownership/release-customer";
import { previewPolicy } from "@/lib/policies/preview-policy";
import { returnRule } from "@/lib/policies/return-rule";
import { setMembers } from "@/lib/pools/set-members";
import { quotaOf } from "@/lib/quotas/queries";
import { reclaimDue } from "@/lib/reclaim/reclaim-due";
import { sendReminders } from "@/lib/reminders/send-reminders";
import { readStage } from "@/lib/simulation/read-replay";
import { replaySql } from "@/lib/simulation/replay-sql";
import { DAY, dayOf, HOUR, MINUTE } from "@/lib/time";
import { deactivateUser } from "@/lib/users/deactivate-user";
import { previewUndo } from "./queries";
import { undoSweep } from "./undo-sweep";

const now = new Date("2026-11-20T02:00:00.000Z");
const at = (ms: number) => new Date(now.getTime() + ms);
const testDb = useTestDb();
let world: World;
const admin = (ms = HOUR) => world.as(world.admin, at(ms));
const broken = async () => (await auditDatabase(testDb().db)).filter((one) => one.rows > 0);

async function sweepOf(): Promise<string> {
  const [row] = await testDb().db.execute<{ id: string }>(
    sql`select id from sweeps order by id desc limit 1`,
  );
  return row?.id ?? "";
}
const customer = async (id: string) => {
  const [row] = await testDb().db.execute<Record<string, unknown>>(
    sql`select state, owner_id, pool_id, bounce_count, owner_count, due_at, version from customers where id = ${id}::uuid`,
  );
  return row;
};
/** Customers that the rep has held for so long that the next sweep takes them. */
const overdue = (count: number, rep = 0) =>
  world.customers(count, { owner: world.rep(rep), at: at(-40 * DAY) });

beforeEach(async () => {
  await wipe(testDb());
  world = await makeWorld(testDb().db, { now, policy: withClocks({ holdingCap: 5, noDealDays: null }) });
});

describe("an undo holds", () => {
  const condition: Condition = { field: "grade", op: "in", values: ["C"] };
  const alone = returnRule({
    ...{ id: "alone", when: condition, clock: { since: "claimed", span: { amount: 0, unit: "days" } } },
  });
  const undone = async () => {
    world = await makeWorld(testDb().db, { now, policy: { returnRules: [alone] } });
    const id = await world.customer({ owner: world.rep(0), at: at(-DAY), grade: "C" });
    expect(await reclaimDue(world.system(now))).toEqual({ reclaimed: 1 });
    await undoSweep(admin(), { sweepId: await sweepOf() });
    return id;
  };

  it("against a rule that asks for a condition alone: for a day, with reminders, and it says so", async () => {
    const id = await undone();
    expect(new Date(String((await customer(id))?.due_at))).toEqual(at(HOUR + DAY));
    for (const minutes of [1, 60, 24 * 60 - 1]) {
      expect(await reclaimDue(world.system(at(HOUR + minutes * MINUTE)))).toEqual({ reclaimed: 0 });
    }
    const seen = await getCustomer(world.as(world.rep(0), at(2 * HOUR)), { customerId: id });
    expect(seen.deadline).toMatchObject({
      ...{ dueAt: at(HOUR + DAY), rule: { id: "alone" }, startedBy: { kind: "reclaim_undone" } },
      pauses: [{ kind: "protection", until: at(HOUR + DAY), lifted: false, after: "reclaim_undone" }],
    });
    // It is none of the protections that he may give himself.
    const { main } = await quotaOf(world.as(world.rep(0), at(2 * HOUR)));
    expect(main?.protections.used).toBe(0);
    const reminded = await sendReminders(world.system(at(HOUR + DAY - 2 * HOUR)));
    expect(reminded).toMatchObject({ reminded: 1 });
    expect(await reclaimDue(world.system(at(HOUR + DAY)))).toEqual({ reclaimed: 1 });
    expect(await broken()).toEqual([]);
  });

  it("in the preview and in a replay too", async () => {
    const id = await undone();
    const preview = await previewPolicy(admin(2 * HOUR), {
      ...{ poolId: world.pool.id, document: world.pool.policy },
    });
    // At the end of the notice it may go again, not before.
    expect(preview).toMatchObject({ hit: 1, was: 1, added: 0 });
    await reclaimDue(world.system(at(HOUR + DAY)));
    const end = at(3 * DAY);
    const stage = await readStage(world.as(world.admin, end), {
      ...{ poolId: world.pool.id, from: dayOf(at(-DAY), world.timeZone), until: dayOf(end, world.timeZone) },
    });
    const hits = await testDb().db.execute<{ customer_id: string; at: string }>(
      sql`with ${replaySql(await stage.replayOf(world.pool.policy))} select customer_id, at from hits order by at`,
    );
    expect(hits.map((one) => [one.customer_id, new Date(one.at)])).toEqual([
      [id, at(-DAY)],
      [id, at(HOUR + DAY)],
    ]);
  });
});

describe("an undone sweep", () => {
  it("puts everybody back with a clock that starts anew, and takes the return back", async () => {
    const ids = await overdue(3);
    await reclaimDue(world.system(now));
    const done = await undoSweep(admin(), { sweepId: await sweepOf() });
    expect(done).toMatchObject({ restored: 3, left: 0, reasons: {}, customers: [] });
    for (const id of ids) {
      expect(await customer(id)).toMatchObject({
        ...{ state: "owned", owner_id: world.rep(0).id, bounce_count: 0, owner_count: 1, version: 3 },
      });
      expect(new Date(String((await customer(id))?.due_at))).toEqual(at(HOUR + DAY));
    }
    expect(await reclaimDue(world.system(at(HOUR + MINUTE)))).toEqual({ reclaimed: 0 });
    const told = await testDb().db.execute(
      sql`select user_id, params->>'count' as count from notifications where kind = 'reclaim_undone'`,
    );
    expect([...told]).toEqual([{ user_id: world.rep(0).id, count: "3" }]);
    expect(await broken()).toEqual([]);
  });

  it("twice puts nothing back twice, and gives the same operation the same answer", async () => {
    await overdue(2);
    await reclaimDue(world.system(now));
    const sweepId = await sweepOf();
    const keyed = { ...admin(), operationKey: newId() };
    const first = await undoSweep(keyed, { sweepId });
    expect(await undoSweep(keyed, { sweepId })).toEqual(first);
    expect(await undoSweep(admin(2 * HOUR), { sweepId })).toMatchObject({ restored: 2, left: 0 });
    const [events] = await testDb().db.execute<{ n: number }>(
      sql`select count(*)::int as n from events where kind = 'reclaim_undone'`,
    );
    expect(events?.n).toBe(2);
    const [told] = await testDb().db.execute<{ n: number }>(
      sql`select count(*)::int as n from notifications where kind = 'reclaim_undone'`,
    );
    expect(told?.n).toBe(1);
  });

  it("lists whom it left where they are, and why", async () => {
    const other = await makePool(testDb().db, at(-DAY), { members: world.reps });
    const [claimed = "", moved = "", invalid = "", back = ""] = await overdue(4);
    const [ofLeaver = ""] = await overdue(1, 1);
    const [ofOutsider = ""] = await overdue(1, 2);
    await reclaimDue(world.system(now));
    const sweepId = await sweepOf();
    await claimCustomer(world.as(world.rep(1), at(MINUTE)), { customerId: claimed });
    await moveToPool(admin(MINUTE), { customerIds: [moved], poolId: other.id, note: "" });
    await invalidateCustomer(admin(MINUTE), { customerId: invalid, reason: "other", note: "" });
    await deactivateUser(admin(2 * MINUTE), { userId: world.rep(1).id, receiverId: null, note: "" });
    await setMembers(admin(2 * MINUTE), { poolId: world.pool.id, add: [], remove: [world.rep(2).id] });
    expect(await previewUndo(admin(), { sweepId })).toEqual({
      ...{ restorable: 1, owners: 1 },
      reasons: { claimed: 1, moved: 1, invalidated: 1, owner_left: 1, not_member: 1 },
    });
    const done = await undoSweep(admin(), { sweepId });
    expect(done.restored).toBe(1);
    expect(Object.fromEntries(done.customers.map((one) => [one.customerId, one.reason]))).toEqual({
      ...{ [claimed]: "claimed", [moved]: "moved", [invalid]: "invalidated" },
      ...{ [ofLeaver]: "owner_left", [ofOutsider]: "not_member" },
    });
    expect(await customer(back)).toMatchObject({ state: "owned", owner_id: world.rep(0).id });
    expect(await broken()).toEqual([]);
  });

  it("passes nobody's cap, and puts the rest back once there is room", async () => {
    await overdue(5);
    await reclaimDue(world.system(now));
    const sweepId = await sweepOf();
    const [a = "", b = ""] = await world.customers(2);
    await claimCustomer(world.as(world.rep(0), at(MINUTE)), { customerId: a });
    await claimCustomer(world.as(world.rep(0), at(MINUTE)), { customerId: b });
    expect(await undoSweep(admin(), { sweepId })).toMatchObject({
      ...{ restored: 3, left: 2, reasons: { over_cap: 2 } },
    });
    await releaseCustomer(world.as(world.rep(0), at(HOUR)), { customerId: a, reason: "no_need", note: "" });
    expect(await undoSweep(admin(2 * HOUR), { sweepId })).toMatchObject({ restored: 4, left: 1 });
    expect(await broken()).toEqual([]);
  });

  it("goes back to the pool it came from, when the rule had sent it to another", async () => {
    const target = await makePool(testDb().db, at(-DAY));
    const rules = world.pool.policy.returnRules.map((rule) => ({ ...rule, targetPoolId: target.id }));
    const source = await makePool(testDb().db, at(-60 * DAY), {
      members: world.reps,
      policy: { returnRules: rules },
    });
    const id = await world.customer({ owner: world.rep(0), pool: source, at: at(-40 * DAY) });
    await reclaimDue(world.system(now));
    expect(await customer(id)).toMatchObject({ state: "pooled", pool_id: target.id });
    await undoSweep(admin(), { sweepId: await sweepOf() });
    expect(await customer(id)).toMatchObject({ state: "owned", pool_id: source.id });
    expect(await broken()).toEqual([]);
  });

  it("leaves no cool-down behind: only what is lost later counts", async () => {
    const [id = ""] = await overdue(1);
    await reclaimDue(world.system(now));
    await undoSweep(admin(), { sweepId: await sweepOf() });
    await releaseCustomer(world.as(world.rep(0), at(DAY)), { customerId: id, reason: "no_need", note: "" });
    const claim = (ms: number) => claimCustomer(world.as(world.rep(0), at(ms)), { customerId: id });
    await expect(claim(8 * DAY - 1)).rejects.toMatchObject({
      code: "COOLING_DOWN",
      params: { since: at(DAY).toISOString() },
    });
    await claim(8 * DAY);
    expect(await broken()).toEqual([]);
  });

  it("can't be undone after a day, unless that had begun", async () => {
    await overdue(1);
    await reclaimDue(world.system(now));
    const sweepId = await sweepOf();
    await expect(undoSweep(admin(DAY), { sweepId })).rejects.toMatchObject({ code: "SWEEP_UNDO_OVER" });
    await testDb().db.execute(sql`update sweeps set state = 'running'`);
    await expect(undoSweep(admin(), { sweepId })).rejects.toMatchObject({ code: "SWEEP_RUNNING" });
    await testDb().db.execute(sql`update sweeps set state = 'undoing'`);
    expect(await undoSweep(admin(DAY), { sweepId })).toMatchObject({ restored: 1 });
    await expect(undoSweep(admin(), { sweepId: newId() })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("that was killed anywhere is finished by running it again", async () => {
    const ids = [...(await overdue(3)), ...(await overdue(3, 1)), ...(await overdue(2, 2))];
    await reclaimDue(world.system(now));
    const sweepId = await sweepOf();
    const keyed = { ...admin(), operationKey: newId() };
    let killed = 0;
    for (let lives = 1; lives < 12; lives += 1) {
      let begun = 0;
      const db = new Proxy(world.db, {
        get(target, key, receiver) {
          if (key === "transaction" && ++begun > lives) throw new Error("killed");
          return Reflect.get(target, key, receiver) as unknown;
        },
      });
      const done = await undoSweep({ ...keyed, db }, { sweepId }).catch(() => null);
      if (done) {
        expect(done).toMatchObject({ restored: ids.length, left: 0 });
        break;
      }
      killed += 1;
      expect(await broken()).toEqual([]);
    }
    expect(killed).toBeGreaterThan(3);
    const told = await testDb().db.execute<{ n: string }>(
      sql`select params->>'count' as n from notifications where kind = 'reclaim_undone' order by 1`,
    );
    expect([...told].map(({ n }) => n)).toEqual(["2", "3", "3"]);
    expect(await broken()).toEqual([]);
  });

  it("loses to whoever claims at the same time, and two undos share the work", async () => {
    const ids = await overdue(5);
    await reclaimDue(world.system(now));
    const sweepId = await sweepOf();
    const claims = ids
      .slice(0, 3)
      .map((customerId) => claimCustomer(world.as(world.rep(1), at(HOUR)), { customerId }));
    const undos = [undoSweep(admin(), { sweepId }), undoSweep(admin(), { sweepId })];
    const settled = await Promise.allSettled([...claims, ...undos]);
    const taken = settled.slice(0, 3).filter(({ status }) => status === "fulfilled").length;
    const [sweep] = await testDb().db.execute<{ restored_count: number }>(
      sql`select restored_count from sweeps`,
    );
    expect(sweep?.restored_count).toBe(5 - taken);
    expect(await broken()).toEqual([]);
  });
});

import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { protections } from "@/db/schema/activity";
import { customers } from "@/db/schema/customers";
import { makePool, makeWorld, type TestPool, type World } from "@/db/testing/factories";
import { useTestDb } from "@/db/testing/index";
import { recordDeal } from "@/lib/deals/record-deal";
import { reclaimDue } from "@/lib/reclaim/reclaim-due";
import { addMs, DAY, HOUR } from "@/lib/time";
import { invalidateCustomer } from "./invalidate-customer";
import { protectCustomer } from "./protect-customer";
import { releaseCustomer } from "./release-customer";
import { restoreCustomer } from "./restore-customer";
import { transferCustomers } from "./transfer-customers";
import { unprotectCustomer } from "./unprotect-customer";

const testDb = useTestDb({ max: 16 });
const now = new Date("2026-11-20T02:00:00Z");
let world: World;
const later = (ms: number) => addMs(now, ms);

beforeAll(async () => {
  world = await makeWorld(testDb().db, { now });
});

const freshPool = (policy = {}) =>
  makePool(testDb().db, later(-365 * DAY), { members: [world.manager, ...world.reps], policy });
const protect = (customerId: string, at: Date, days = 10) =>
  protectCustomer(world.as(world.rep(0), at), { customerId, days, reason: "大客户" });
const stored = async (id: string) => {
  const [row] = await testDb().db.select().from(customers).where(eq(customers.id, id));
  if (!row) throw new Error("gone");
  return row;
};
const held = (pool: TestPool, at = now) => world.customer({ pool, owner: world.rep(0), at });

describe("a protection", () => {
  it("moves the deadline by its length, and keeps the customer from the sweep until its end", async () => {
    const pool = await freshPool();
    const id = await held(pool);
    const done = await protect(id, later(23 * HOUR));
    expect(done).toMatchObject({
      protectedUntil: later(10 * DAY + 23 * HOUR).toISOString(),
      dueAt: later(11 * DAY).toISOString(),
    });
    await reclaimDue(world.system(later(11 * DAY - 1)));
    expect((await stored(id)).state).toBe("owned");
    await reclaimDue(world.system(later(11 * DAY)));
    expect((await stored(id)).state).toBe("pooled");
    const [row] = await testDb().db.select().from(protections).where(eq(protections.customerId, id));
    expect(row).toMatchObject({
      fromAt: later(23 * HOUR),
      untilAt: later(10 * DAY + 23 * HOUR),
      liftedAt: null,
    });
  });

  it("given when the deadline has passed and the sweep has not come, still holds", async () => {
    const id = await held(await freshPool());
    await protect(id, later(25 * HOUR), 1);
    await reclaimDue(world.system(later(49 * HOUR - 1)));
    expect((await stored(id)).state).toBe("owned");
    await reclaimDue(world.system(later(49 * HOUR)));
    expect((await stored(id)).state).toBe("pooled");
  });

  it("stays within the policy's days and number, and one at a time", async () => {
    const pool = await freshPool({ protection: { maxCustomers: 2, maxDays: 10 } });
    const ids = [await held(pool), await held(pool), await held(pool)];
    const [first = "", second = "", third = ""] = ids;
    await expect(protect(first, now, 11)).rejects.toMatchObject({
      ...{ code: "INVALID_INPUT", params: { field: "days", max: 10 } },
    });
    await protect(first, now, 10);
    await expect(protect(first, later(HOUR))).rejects.toMatchObject({ code: "PROTECTED" });
    await protect(second, now, 1);
    await expect(protect(third, later(DAY - 1))).rejects.toMatchObject({
      ...{ code: "PROTECTION_LIMIT_REACHED", params: { used: 2, limit: 2 } },
    });
    // The instant at which the second ends, its place is free.
    await protect(third, later(DAY - 1 + 1));
  });

  it("never exceeds the number from many tabs at the same time", async () => {
    const pool = await freshPool({ protection: { maxCustomers: 3, maxDays: 10 } });
    const ids: string[] = [];
    for (let n = 0; n < 10; n += 1) ids.push(await held(pool));
    const settled = await Promise.allSettled(ids.map((id) => protect(id, now, 5)));
    expect(settled.filter((one) => one.status === "fulfilled")).toHaveLength(3);
  });

  it("is not given where the policy has none, by a colleague, or on what has changed hands", async () => {
    const none = await held(await freshPool({ protection: { maxCustomers: 0, maxDays: 10 } }));
    await expect(protect(none, now)).rejects.toMatchObject({ code: "PROTECTION_LIMIT_REACHED" });
    const id = await held(await freshPool());
    const input = { customerId: id, days: 1, reason: "x" };
    const colleague = protectCustomer(world.as(world.rep(1)), input);
    await expect(colleague).rejects.toMatchObject({ code: "NOT_YOURS" });
    await transferCustomers(world.as(world.manager), {
      customerIds: [id],
      userId: world.rep(1).id,
      note: "",
    });
    const stale = protectCustomer(world.as(world.manager), { ...input, version: 1 });
    await expect(stale).rejects.toMatchObject({ code: "STALE_OWNERSHIP" });
    expect((await stored(id)).protectedUntil).toBeNull();
    await protectCustomer(world.as(world.manager), { ...input, version: 2 });
  });

  it("lifted, leaves the clock what it had left", async () => {
    const id = await held(await freshPool());
    await protect(id, later(HOUR));
    const lifted = await unprotectCustomer(world.as(world.rep(0), later(3 * HOUR)), { customerId: id });
    expect(lifted.dueAt).toBe(later(26 * HOUR).toISOString());
    expect(await stored(id)).toMatchObject({ protectedUntil: null, dueAt: later(26 * HOUR), version: 3 });
    const again = unprotectCustomer(world.as(world.rep(0), later(4 * HOUR)), { customerId: id });
    await expect(again).rejects.toMatchObject({ code: "NOT_PROTECTED" });
    // Given and lifted again, both pauses count.
    await protect(id, later(5 * HOUR), 1);
    await unprotectCustomer(world.as(world.rep(0), later(6 * HOUR)), { customerId: id });
    expect((await stored(id)).dueAt).toEqual(later(27 * HOUR));
  });

  it("that has run out is none to lift", async () => {
    const id = await held(await freshPool());
    await protect(id, now, 1);
    const late = unprotectCustomer(world.as(world.rep(0), later(DAY)), { customerId: id });
    await expect(late).rejects.toMatchObject({ code: "NOT_PROTECTED" });
  });

  it("ends with the tenure, and frees its place", async () => {
    const pool = await freshPool({ protection: { maxCustomers: 1, maxDays: 10 } });
    const id = await held(pool);
    await protect(id, now);
    await releaseCustomer(world.as(world.rep(0), later(HOUR)), { customerId: id, reason: "other", note: "" });
    const [row] = await testDb().db.select().from(protections).where(eq(protections.customerId, id));
    expect(row?.liftedAt).toEqual(later(HOUR));
    await protect(await held(pool), later(2 * HOUR));
  });
});

describe("a deal", () => {
  it("ends the clocks, is credited to whoever holds it, and stays credited to him", async () => {
    const id = await held(await freshPool());
    const { dealId } = await recordDeal(world.as(world.manager, later(HOUR)), {
      ...{ customerId: id, title: "年度框架", amount: 18_600_000 },
    });
    expect(await stored(id)).toMatchObject({
      ...{
        stage: "won",
        wonAt: later(HOUR),
        lastDealAt: later(HOUR),
        dueAt: null,
        dueRule: null,
        remindAt: null,
      },
    });
    await reclaimDue(world.system(later(400 * DAY)));
    expect((await stored(id)).state).toBe("owned");
    await transferCustomers(world.as(world.manager, later(2 * HOUR)), {
      ...{ customerIds: [id], userId: world.rep(1).id, note: "" },
    });
    const [deal] = await testDb().db.execute<Record<string, unknown>>(
      `select user_id, amount, currency from deals where id = '${dealId}'`,
    );
    expect(deal).toMatchObject({ user_id: world.rep(0).id, amount: "18600000", currency: "CNY" });
  });

  it("is recorded by nobody but who reaches the customer, and not on an older ownership", async () => {
    const id = await held(await freshPool());
    const input = { customerId: id, title: "x", amount: 0, currency: "USD" };
    const colleague = recordDeal(world.as(world.rep(1)), input);
    await expect(colleague).rejects.toMatchObject({ code: "NOT_YOURS" });
    const stale = recordDeal(world.as(world.rep(0)), { ...input, version: 9 });
    await expect(stale).rejects.toMatchObject({ code: "STALE_OWNERSHIP" });
    const pooled = recordDeal(world.as(world.admin), { ...input, customerId: await world.customer() });
    await expect(pooled).rejects.toMatchObject({ code: "NOT_OWNED" });
    expect((await stored(id)).wonAt).toBeNull();
  });

  it("against the sweep at the same time: won and kept, or reclaimed and not recorded", async () => {
    const pool = await freshPool();
    for (let round = 0; round < 10; round += 1) {
      const id = await held(pool);
      const at = later(25 * HOUR);
      const [deal] = await Promise.allSettled([
        recordDeal(world.as(world.rep(0), at), { customerId: id, title: "x", amount: 1 }),
        reclaimDue(world.system(at)),
      ]);
      const row = await stored(id);
      const [count] = await testDb().db.execute<{ n: string }>(
        `select count(*) as n from deals where customer_id = '${id}'`,
      );
      expect([row.state, Number(count?.n)]).toEqual(
        deal.status === "fulfilled" ? ["owned", 1] : ["pooled", 0],
      );
    }
  });
});

describe("invalid", () => {
  it("is marked by the owner, or in a pool by its managers; restored by managers, into the pool", async () => {
    const pool = await freshPool();
    const id = await held(pool);
    const mark = (user: World["admin"], given = {}) =>
      invalidateCustomer(world.as(user), { customerId: id, reason: "closed_down", note: "", ...given });
    await expect(mark(world.rep(1))).rejects.toMatchObject({ code: "NOT_YOURS" });
    await expect(mark(world.rep(0), { version: 2 })).rejects.toMatchObject({ code: "STALE_OWNERSHIP" });
    await mark(world.rep(0), { version: 1 });
    expect(await stored(id)).toMatchObject({
      ...{ state: "invalid", ownerId: null, invalidReason: "closed_down", dueAt: null },
    });
    await expect(mark(world.manager)).rejects.toMatchObject({ code: "NOT_IN_POOL" });
    const restore = (user: World["admin"]) =>
      restoreCustomer(world.as(user, later(HOUR)), { customerId: id, note: "" });
    await expect(restore(world.rep(0))).rejects.toMatchObject({ code: "FORBIDDEN" });
    await restore(world.manager);
    expect(await stored(id)).toMatchObject({ state: "pooled", invalidReason: null, pooledAt: later(HOUR) });
    await expect(restore(world.manager)).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(mark(world.rep(0))).rejects.toMatchObject({ code: "NOT_OWNED" });
    await mark(world.manager);
  });
});

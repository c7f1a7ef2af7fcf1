import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { customers, edits } from "@/db/schema/customers";
import { events } from "@/db/schema/ledger";
import { makeWorld, type World } from "@/db/testing/factories";
import { useTestDb } from "@/db/testing/index";
import { auditLedger } from "@/lib/ledger/audit";
import { transferCustomers } from "@/lib/ownership/transfer-customers";
import { PRESETS } from "@/lib/policies/rule-presets";
import { reclaimDue } from "@/lib/reclaim/reclaim-due";
import { addMs, DAY, HOUR } from "@/lib/time";
import { getCustomer } from "./get-customer";
import { getTimeline } from "./get-timeline";
import { markChurnRisk } from "./mark-churn-risk";

const testDb = useTestDb();
const now = new Date("2026-11-20T02:00:00Z");
const later = (ms: number) => addMs(now, ms);
let world: World;

beforeAll(async () => {
  world = await makeWorld(testDb().db, { now, policy: { returnRules: [PRESETS.churn_risk] } });
});

const stored = async (id: string) => {
  const [row] = await testDb().db.select().from(customers).where(eq(customers.id, id));
  if (!row) throw new Error("gone");
  return row;
};
const held = () => world.customer({ owner: world.rep(0), at: later(-20 * DAY) });
const mark = (customerId: string, risk: boolean, at = now, note = "") =>
  markChurnRisk(world.as(world.rep(0), at), { customerId, risk, note });

describe("a mark of churn risk", () => {
  it("starts the clock of the rule that counts from it, and taken off stops it", async () => {
    const id = await held();
    expect((await stored(id)).dueAt).toBeNull();
    expect(await mark(id, true)).toEqual({ customerId: id, churnRiskAt: now.toISOString(), changed: true });
    expect(await stored(id)).toMatchObject({
      churnRiskAt: now,
      dueAt: later(3 * DAY),
      dueRule: "churn_risk",
    });
    await mark(id, false, later(HOUR));
    expect(await stored(id)).toMatchObject({ churnRiskAt: null, dueAt: null });
    await mark(id, true, later(2 * HOUR));
    await reclaimDue(world.system(later(3 * DAY + 2 * HOUR - 1)));
    expect((await stored(id)).state).toBe("owned");
    await reclaimDue(world.system(later(3 * DAY + 2 * HOUR)));
    expect((await stored(id)).state).toBe("pooled");
  });

  it("stands in the history with its note, and is shown; it is no event of the ledger", async () => {
    const id = await held();
    await mark(id, true, now, "对接人走了");
    await mark(id, false, later(HOUR));
    const view = await getCustomer(world.as(world.rep(0)), { customerId: id });
    expect(view.churnRiskAt).toBeNull();
    const { items } = await getTimeline(world.as(world.rep(0)), { customerId: id, kinds: ["edit"] });
    expect(items).toMatchObject([
      { byName: world.rep(0).name, changes: [{ field: "churnRiskAt", from: now.toISOString(), to: null }] },
      {
        changes: [
          { field: "churnNote", to: "对接人走了" },
          { field: "churnRiskAt", from: null, to: now.toISOString() },
        ],
      },
    ]);
    expect(await testDb().db.$count(events, eq(events.customerId, id))).toBe(1);
    expect((await auditLedger(world.as(world.admin))).filter(({ rows }) => rows > 0)).toEqual([]);
  });

  it("that stands keeps its instant, and the same operation twice is one", async () => {
    const id = await held();
    await mark(id, true);
    expect(await mark(id, true, later(HOUR), "again")).toMatchObject({ changed: false });
    expect((await stored(id)).churnRiskAt).toEqual(now);
    expect(await mark(await held(), false)).toMatchObject({ churnRiskAt: null, changed: false });
    const off = { customerId: id, risk: false, note: "" };
    const once = () => markChurnRisk({ ...world.as(world.rep(0)), operationKey: "churn-off-1" }, off);
    expect(await once()).toEqual(await once());
    expect(await testDb().db.$count(edits, eq(edits.customerId, id))).toBe(2);
  });

  it("is for whoever may edit: not a colleague, not on what has changed hands, a manager in his pool", async () => {
    const id = await held();
    const input = { customerId: id, risk: true, note: "" };
    await expect(markChurnRisk(world.as(world.rep(1)), input)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await transferCustomers(world.as(world.manager), {
      ...{ customerIds: [id], userId: world.rep(1).id, note: "" },
    });
    const stale = markChurnRisk(world.as(world.manager), { ...input, version: 1 });
    await expect(stale).rejects.toMatchObject({ code: "STALE_OWNERSHIP" });
    expect((await stored(id)).churnRiskAt).toBeNull();
    const pooled = await world.customer();
    const inPool = markChurnRisk(world.as(world.rep(0)), { ...input, customerId: pooled });
    await expect(inPool).rejects.toMatchObject({ code: "NOT_YOURS" });
    await markChurnRisk(world.as(world.manager), { ...input, customerId: pooled });
    await markChurnRisk(world.system(), { ...input, customerId: id });
    expect((await stored(id)).churnRiskAt).not.toBeNull();
  });
});

import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { activities } from "@/db/schema/activity";
import { customers } from "@/db/schema/customers";
import { events } from "@/db/schema/ledger";
import { makeWorld, type World } from "@/db/testing/factories";
import { useTestDb } from "@/db/testing/index";
import { ALWAYS } from "@/lib/conditions/schema";
import { getTimeline } from "@/lib/customers/get-timeline";
import { auditLedger } from "@/lib/ledger/audit";
import { returnRule } from "@/lib/policies/return-rule";
import { reclaimDue } from "@/lib/reclaim/reclaim-due";
import { addMs, DAY, HOUR, MINUTE } from "@/lib/time";
import { recordActivity } from "./record-activity";
import { RecordActivityInput } from "./schema";

const testDb = useTestDb({ max: 12 });
const now = new Date("2026-11-20T02:00:00Z");
const later = (ms: number) => addMs(now, ms);
let world: World;

const SILENT = returnRule({
  ...{ id: "silent", when: ALWAYS, clock: { since: "activity", span: { amount: 10, unit: "days" } } },
});

beforeAll(async () => {
  world = await makeWorld(testDb().db, { now, policy: { returnRules: [SILENT] } });
});

const stored = async (id: string) => {
  const [row] = await testDb().db.select().from(customers).where(eq(customers.id, id));
  if (!row) throw new Error("gone");
  return row;
};
const held = () => world.customer({ owner: world.rep(0), at: later(-5 * DAY) });
const record = (customerId: string, given: object = {}, ctx = world.as(world.rep(0))) =>
  recordActivity(ctx, RecordActivityInput.parse({ customerId, kind: "enquiry", ...given }));
const kept = (customerId: string) =>
  testDb().db.select().from(activities).where(eq(activities.customerId, customerId));

describe("what a customer did of itself", () => {
  it("moves the clock of the rule that counts from it", async () => {
    const id = await held();
    const before = await stored(id);
    await record(id);
    expect(await stored(id)).toMatchObject({
      ...{ activityCount: 1, lastActivityAt: now, dueAt: later(10 * DAY), dueFrom: now },
      ...{ version: before.version, editedAt: before.editedAt },
    });
    await record(id, { kind: "visit" }, world.as(world.rep(0), later(4 * DAY)));
    await reclaimDue(world.system(later(14 * DAY - 1)));
    expect((await stored(id)).state).toBe("owned");
    await reclaimDue(world.system(later(14 * DAY)));
    expect((await stored(id)).state).toBe("pooled");
  });

  it("reported late counts and moves nothing back; ahead of now it is refused", async () => {
    const id = await held();
    await record(id, { at: later(-HOUR).toISOString() });
    await record(id, { at: later(-2 * DAY).toISOString(), kind: "page_view" }, world.system());
    expect(await stored(id)).toMatchObject({ activityCount: 2, lastActivityAt: later(-HOUR) });
    // Another system's clock may be a little ahead of ours.
    const ahead = await record(id, { at: later(2 * MINUTE).toISOString() }, world.system());
    expect(ahead.at).toBe(now.toISOString());
    await expect(record(id, { at: later(HOUR).toISOString() })).rejects.toMatchObject({
      ...{ code: "INVALID_INPUT", params: { field: "at" } },
    });
    expect(await kept(id)).toHaveLength(3);
    expect((await stored(id)).activityCount).toBe(3);
  });

  it("is recorded once per operation, and never lost among many at the same time", async () => {
    const id = await held();
    const ctx = { ...world.as(world.rep(0)), operationKey: "activity-once" };
    const answers = await Promise.all([record(id, {}, ctx), record(id, {}, ctx)]);
    expect(answers[0]).toEqual(answers[1]);
    expect((await stored(id)).activityCount).toBe(1);
    await Promise.all(Array.from({ length: 10 }, (_, n) => record(id, { note: `${n}` }, world.system())));
    expect((await stored(id)).activityCount).toBe(11);
    expect(await kept(id)).toHaveLength(11);
  });

  it("stands in the history by its instant, with who wrote it down; it is no event of the ledger", async () => {
    const id = await held();
    await record(id, { note: "问了交期", at: later(-DAY).toISOString() });
    await record(id, { kind: "page_view" }, world.system());
    const as = world.as(world.rep(0));
    const { items } = await getTimeline(as, { customerId: id, kinds: ["activity"] });
    expect(items).toMatchObject([
      { kind: "activity", did: "page_view", at: now, byName: null },
      { kind: "activity", did: "enquiry", at: later(-DAY), byName: world.rep(0).name, note: "问了交期" },
    ]);
    const first = await getTimeline(as, { customerId: id, limit: 1 });
    const next = await getTimeline(as, { customerId: id, limit: 9, cursor: first.nextCursor ?? "" });
    expect([...first.items, ...next.items].map(({ kind }) => kind)).toEqual([
      ...["activity", "activity", "ownership"],
    ]);
    expect(await testDb().db.$count(events, eq(events.customerId, id))).toBe(1);
    expect((await auditLedger(world.as(world.admin))).filter(({ rows }) => rows > 0)).toEqual([]);
  });

  it("is append-only", async () => {
    const id = await held();
    const { activityId } = await record(id);
    const { db } = testDb();
    await expect(db.delete(activities).where(eq(activities.id, activityId))).rejects.toThrow();
    const rewritten = db.update(activities).set({ note: "x" }).where(eq(activities.id, activityId));
    await expect(rewritten).rejects.toThrow();
    expect(await kept(id)).toHaveLength(1);
  });

  it("is written by whoever may edit the customer", async () => {
    const id = await held();
    await expect(record(id, {}, world.as(world.rep(1)))).rejects.toMatchObject({ code: "NOT_FOUND" });
    const pooled = await world.customer();
    await expect(record(pooled)).rejects.toMatchObject({ code: "NOT_YOURS" });
    await record(pooled, {}, world.as(world.manager));
    await record(pooled, { kind: "page_view" }, world.system());
    expect(await stored(pooled)).toMatchObject({ activityCount: 2, dueAt: null });
    expect((await stored(id)).activityCount).toBe(0);
  });
});

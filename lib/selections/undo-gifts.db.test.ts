import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { useTestDb } from "@/db/testing";
import { makeWorld, type TestUser, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { revealContacts } from "@/lib/customers/reveal-contacts";
import { logFollowUp } from "@/lib/follow-ups/log-follow-up";
import { auditDatabase } from "@/lib/ledger/audit";
import { releaseCustomer } from "@/lib/ownership/release-customer";
import { undoAssignments } from "@/lib/ownership/undo-assignments";
import { addMs, DAY, HOUR, MINUTE } from "@/lib/time";
import { advanceBulk } from "./advance-bulk";
import { createSelection } from "./create-selection";
import { readBulk } from "./queries";
import { Bulk } from "./schema";
import { startBulk } from "./start-bulk";
import { undoBulk } from "./undo-bulk";

const testDb = useTestDb({ max: 6 });
const now = new Date("2026-11-20T02:00:00Z");
const at = (ms: number) => addMs(now, ms);
let world: World;

beforeEach(async () => {
  await wipe(testDb());
  const claimLimits = { perDay: 100, perWeek: null };
  world = await makeWorld(testDb().db, { now, reps: 2, policy: { holdingCap: 200, claimLimits } });
});

async function bulk(user: TestUser, given: object): Promise<string> {
  const search = { pool: world.pool.id };
  const { selectionId } = await createSelection(world.as(user), { list: "pool", search });
  await startBulk(world.as(user), { selectionId, bulk: Bulk.parse(given) });
  await toEnd(user, selectionId, 0);
  return selectionId;
}
async function toEnd(user: TestUser, selectionId: string, ms: number): Promise<void> {
  for (;;) {
    const { state } = await advanceBulk(world.as(user, at(ms)), { selectionId });
    if (state !== "running" && state !== "undoing") return;
  }
}
async function takeBack(user: TestUser, selectionId: string, ms: number) {
  await undoBulk(world.as(user, at(ms)), { selectionId });
  await toEnd(user, selectionId, ms);
  return readBulk(world.as(user, at(ms)), { selectionId });
}
const rows = () =>
  world.db.execute<Record<string, unknown>>(sql`
    select id, state, owner_id, pooled_at, owner_count, bounce_count, last_owner_id, due_at from customers order by id`);
const broken = async () => (await auditDatabase(testDb().db)).filter((one) => one.rows > 0);
const canUndo = async (user: TestUser, selectionId: string, ms: number) =>
  (await readBulk(world.as(user, at(ms)), { selectionId })).canUndo;

describe("a claim of a whole selection", () => {
  it("is taken back as if it had not been: the rows, the quota, and no cool-down", async () => {
    await world.customers(70);
    const before = await rows();
    const rep = world.rep(0);
    const first = await takeBack(rep, await bulk(rep, { verb: "claim" }), MINUTE);
    expect(first).toMatchObject({ state: "undone", ok: 70, undone: 70, kept: { count: 0 } });
    expect([...(await rows())]).toEqual([...before]);
    // Seventy of a hundred a day were given back with the claims.
    const again = await bulk(rep, { verb: "claim" });
    expect(await readBulk(world.as(rep), { selectionId: again })).toMatchObject({ ok: 70, failed: 0 });
    expect(await broken()).toEqual([]);
  });

  it("keeps what was looked at, followed up or given back since, and is over after ten minutes", async () => {
    const ids = (await world.customers(4)).toSorted();
    const rep = world.rep(0);
    const id = await bulk(rep, { verb: "claim" });
    const [seen = "", called = "", back = ""] = ids;
    const me = world.as(rep, at(1_000));
    await revealContacts(me, { customerId: seen });
    const said = { contactId: null, note: "", nextStep: "", nextStepAt: null };
    await logFollowUp(me, { customerId: called, channel: "call", outcome: "connected", ...said });
    await releaseCustomer(me, { customerId: back, reason: "no_need", note: "" });
    expect(await canUndo(rep, id, 10 * MINUTE)).toBe(true);
    expect(await canUndo(rep, id, 10 * MINUTE + 1_000)).toBe(false);
    const late = undoBulk(world.as(rep, at(11 * MINUTE)), { selectionId: id });
    await expect(late).rejects.toMatchObject({ code: "SELECTION_OVER" });
    const report = await takeBack(rep, id, 2 * MINUTE);
    expect(report).toMatchObject({ undone: 1, kept: { count: 3 } });
    expect(report.kept.customers.map((one) => one.id).toSorted()).toEqual([seen, called, back].toSorted());
    expect(await broken()).toEqual([]);
  });
});

describe("an assignment of a whole selection", () => {
  it("is taken back within a day, but for what its owner has worked on", async () => {
    const ids = (await world.customers(60)).toSorted();
    const before = await rows();
    const boss = world.manager;
    const id = await bulk(boss, { verb: "assign", userId: world.rep(0).id });
    const [seen = ""] = ids;
    await revealContacts(world.as(world.rep(0), at(MINUTE)), { customerId: seen });
    expect(await canUndo(boss, id, DAY)).toBe(true);
    expect(await canUndo(boss, id, DAY + 1_000)).toBe(false);
    const report = await takeBack(boss, id, HOUR);
    expect(report).toMatchObject({ ok: 60, undone: 59, kept: { count: 1, customers: [{ id: seen }] } });
    const after = await rows();
    expect(after.filter((row) => row.id !== seen)).toEqual(before.filter((row) => row.id !== seen));
    expect(after.find((row) => row.id === seen)).toMatchObject({ owner_id: world.rep(0).id });
    expect(await broken()).toEqual([]);
  });

  it("one by one: only what was assigned, as it was seen, within a day, by whom its owner is reached", async () => {
    const [one = "", two = ""] = await world.customers(2);
    const claimed = await world.customer({ owner: world.rep(0) });
    await bulk(world.manager, { verb: "assign", userId: world.rep(0).id });
    const undo = (customerId: string, version: number, ms = HOUR) =>
      undoAssignments(world.as(world.manager, at(ms)), { assignments: [{ customerId, version }] });
    expect(await undo(claimed, 1)).toMatchObject([{ ok: false, error: "UNDO_EXPIRED" }]);
    expect(await undo(one, 1)).toMatchObject([{ ok: false, error: "STALE_OWNERSHIP" }]);
    expect(await undo(one, 2, DAY + 1_000)).toMatchObject([{ ok: false, error: "UNDO_EXPIRED" }]);
    expect(await undo(one, 2)).toMatchObject([{ ok: true, version: 3 }]);
    expect(await undo(one, 2)).toMatchObject([{ ok: false, error: "STALE_OWNERSHIP" }]);
    const race = await Promise.all([undo(two, 2), undo(two, 2), undo(two, 2)]);
    expect(race.flat().filter(({ ok }) => ok)).toHaveLength(1);
    expect(await broken()).toEqual([]);
  });
});

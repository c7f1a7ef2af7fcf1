import { sql } from "drizzle-orm";
import { beforeEach, expect, it } from "vitest";
import { useTestDb } from "@/db/testing";
import { withClocks } from "@/db/testing/clocks";
import { makePool, makeWorld, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { getCustomer } from "@/lib/customers/get-customer";
import { auditDatabase } from "@/lib/ledger/audit";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { reclaimDue } from "@/lib/reclaim/reclaim-due";
import { sendReminders } from "@/lib/reminders/send-reminders";
import { DAY, HOUR, MINUTE } from "@/lib/time";
import { pauseReclaims } from "./pause-reclaims";
import { listPauses, listStops } from "./queries";
import { resumeReclaims } from "./resume-reclaims";

const now = new Date("2026-11-20T02:00:00.000Z");
const at = (ms: number) => new Date(now.getTime() + ms);
const testDb = useTestDb();
let world: World;

beforeEach(async () => {
  await wipe(testDb());
  world = await makeWorld(testDb().db, { now, policy: withClocks({ noDealDays: null }) });
});

const admin = (ms = 0) => world.as(world.admin, at(ms));
const pause = (ms: number, poolId: string | null = world.pool.id) =>
  pauseReclaims(admin(ms), { poolId, note: "stocktaking" });
const resume = (ms: number, poolId: string | null = world.pool.id) => resumeReclaims(admin(ms), { poolId });
const sweep = async (ms: number) => (await reclaimDue(world.system(at(ms)))).reclaimed;
const remind = async (ms: number) => (await sendReminders(world.system(at(ms)))).reminded;
const dueAt = async (id: string) => {
  const [row] = await testDb().db.execute<{ due_at: string }>(
    sql`select due_at from customers where id = ${id}::uuid`,
  );
  return new Date(row?.due_at ?? 0);
};
const broken = async () => (await auditDatabase(testDb().db)).filter((one) => one.rows > 0);

it("takes nobody and reminds nobody, and afterwards its hours count for no clock", async () => {
  const early = await world.customer({ owner: world.rep(0) });
  await pause(10 * HOUR);
  const during = await world.customer();
  await claimCustomer(world.as(world.rep(1), at(20 * HOUR)), { customerId: during });
  for (const hours of [22, 23, 30, 60]) {
    expect(await remind(hours * HOUR)).toBe(0);
    expect(await sweep(hours * HOUR)).toBe(0);
  }
  await resume(70 * HOUR);
  expect(await dueAt(early)).toEqual(at(84 * HOUR));
  expect(await dueAt(during)).toEqual(at(94 * HOUR));
  expect(await sweep(70 * HOUR + MINUTE)).toBe(0);
  const view = await getCustomer(world.as(world.rep(0), at(71 * HOUR)), { customerId: early });
  expect(view.deadline?.pauses).toEqual([{ kind: "stop", from: at(10 * HOUR), until: at(70 * HOUR) }]);
  expect(await broken()).toEqual([]);
  expect(await remind(82.5 * HOUR)).toBe(1);
  expect(await sweep(84 * HOUR - 1)).toBe(0);
  expect(await sweep(84 * HOUR)).toBe(1);
  expect(await broken()).toEqual([]);
});

it("of one pool leaves the others alone; that of all stops every one", async () => {
  const other = await makePool(testDb().db, at(-60 * DAY), { members: world.reps });
  const mine = await world.customer({ owner: world.rep(0) });
  const theirs = await world.customer({ owner: world.rep(0), pool: other });
  await pause(HOUR);
  expect(await sweep(25 * HOUR)).toBe(1);
  expect(await dueAt(theirs)).toEqual(new Date(0));
  await pause(26 * HOUR, null);
  await resume(27 * HOUR);
  expect(await sweep(80 * HOUR)).toBe(0);
  await resume(81 * HOUR, null);
  // From one hour on it was paused twice, the second time before the first was over.
  expect(await dueAt(mine)).toEqual(at(104 * HOUR));
  expect(await sweep(104 * HOUR)).toBe(1);
  expect(await broken()).toEqual([]);
});

it("is one at a time, and shown to who sees the pool", async () => {
  await pause(0);
  await expect(pause(HOUR)).rejects.toMatchObject({ code: "CONFLICT" });
  expect(await listPauses(world.as(world.manager))).toMatchObject([
    { pool: { id: world.pool.id }, from: now, note: "stocktaking", byName: world.admin.name },
  ]);
  expect(await listStops(world.as(world.rep(0)))).toMatchObject([{ poolId: world.pool.id, kind: "paused" }]);
  await resume(HOUR);
  await expect(resume(HOUR)).rejects.toMatchObject({ code: "CONFLICT" });
  expect(await listStops(world.as(world.rep(0)))).toEqual([]);
});

it("that ended in a crash is settled before anything is taken", async () => {
  const id = await world.customer({ owner: world.rep(0) });
  await pause(HOUR);
  await testDb().db.execute(
    sql`update reclaim_pauses set until_at = ${at(20 * HOUR).toISOString()}::timestamptz`,
  );
  expect(await remind(23 * HOUR)).toBe(0);
  expect(await sweep(30 * HOUR)).toBe(0);
  expect(await dueAt(id)).toEqual(at(43 * HOUR));
  expect(await sweep(43 * HOUR)).toBe(1);
  expect(await broken()).toEqual([]);
});

it("waits for a batch that is being taken, so that nothing goes after it", async () => {
  await world.customers(30, { owner: world.rep(0), at: at(-2 * DAY) });
  await Promise.all([sweep(0), pause(0), sweep(0)]);
  const [after] = await testDb().db.execute<{ n: number }>(sql`
    select count(*)::int as n from events where kind = 'reclaimed'`);
  expect(await sweep(MINUTE)).toBe(0);
  const [later] = await testDb().db.execute<{ n: number }>(sql`
    select count(*)::int as n from events where kind = 'reclaimed'`);
  expect(later).toEqual(after);
  expect(await broken()).toEqual([]);
});

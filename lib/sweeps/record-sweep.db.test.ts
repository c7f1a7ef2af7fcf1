import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { useTestDb } from "@/db/testing";
import { withClocks } from "@/db/testing/clocks";
import { makeUser, makeWorld, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { auditDatabase } from "@/lib/ledger/audit";
import { listEvents } from "@/lib/ledger/queries";
import { reclaimDue } from "@/lib/reclaim/reclaim-due";
import { DAY, HOUR, MINUTE } from "@/lib/time";
import { listSweeps } from "./queries";

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
/** Customers that a rep has held for so long that the next sweep takes them. */
const overdue = (count: number) => world.customers(count, { owner: world.rep(0), at: at(-40 * DAY) });

beforeEach(async () => {
  await wipe(testDb());
  world = await makeWorld(testDb().db, { now, policy: withClocks({ noDealDays: null }) });
});

describe("a sweep", () => {
  it("is a row that its events name, with what it took from whom by which rule", async () => {
    await overdue(2);
    expect(await reclaimDue(world.system(now))).toEqual({ reclaimed: 2 });
    const rows = await testDb().db.execute(sql`
      select s.job, s.state, s.moved_count, p.rule, p.kind, p.moved_count as part, p.pool_id,
        (select count(*)::int from events e where e.sweep_id = s.id) as events
      from sweeps s join sweep_parts p on p.sweep_id = s.id`);
    expect([...rows]).toEqual([
      {
        ...{
          job: "reclaim-due",
          state: "finished",
          moved_count: 2,
          rule: "first_contact",
          kind: "reclaimed",
        },
        ...{ part: 2, pool_id: world.pool.id, events: 2 },
      },
    ]);
    const { rows: events } = await listEvents(admin(), { sweep: await sweepOf() });
    expect(events.map((one) => one.kind)).toEqual(["reclaimed", "reclaimed"]);
    const { rows: seen } = await listSweeps(world.as(world.manager, at(HOUR)));
    expect(seen).toMatchObject([
      {
        ...{ state: "finished", moved: 2, restored: 0, undoableUntil: at(DAY), left: {} },
        parts: [{ pool: { id: world.pool.id }, rule: { id: "first_contact" }, policyVersion: 1, moved: 2 }],
      },
    ]);
    expect((await listSweeps(admin(DAY))).rows).toMatchObject([{ undoableUntil: null }]);
    const stranger = await makeUser(testDb().db, now, { role: "manager" });
    expect((await listSweeps(world.as(stranger))).rows).toEqual([]);
    expect(await broken()).toEqual([]);
  });

  it("that takes nobody leaves no row, and one that was killed ends where it stopped", async () => {
    await world.customers(2, { owner: world.rep(0) });
    await reclaimDue(world.system(now));
    expect(await sweepOf()).toBe("");
    await overdue(3);
    await reclaimDue(world.system(now), { limit: 1 });
    await testDb().db.execute(sql`update sweeps set state = 'running', finished_at = null`);
    await reclaimDue(world.system(at(20 * MINUTE)));
    const rows = await testDb().db.execute<{ state: string; moved_count: number }>(
      sql`select state, moved_count from sweeps order by id`,
    );
    expect([...rows]).toEqual([
      { state: "cut_off", moved_count: 1 },
      { state: "finished", moved_count: 2 },
    ]);
    expect(await broken()).toEqual([]);
  });
});

import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { newId } from "@/db/columns";
import { useTestDb } from "@/db/testing";
import { withClocks } from "@/db/testing/clocks";
import { makePool, makeWorld, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { auditDatabase } from "@/lib/ledger/audit";
import { publishPolicy } from "@/lib/policies/publish-policy";
import { reclaimDue } from "@/lib/reclaim/reclaim-due";
import { sendReminders } from "@/lib/reminders/send-reminders";
import { DAY, HOUR, MINUTE } from "@/lib/time";
import { approveSweep } from "./approve-sweep";
import { declineSweep } from "./decline-sweep";
import { foreseeReclaims } from "./foresee-reclaims";
import { listHolds } from "./list-holds";
import { listStops } from "./queries";
import { resumeReclaims } from "./resume-reclaims";

// Ten in the morning of a Friday in Shanghai; `morning` is the beginning of that day.
const now = new Date("2026-11-20T02:00:00.000Z");
const morning = new Date("2026-11-19T16:01:00.000Z");
const at = (ms: number, from = now) => new Date(from.getTime() + ms);
const testDb = useTestDb({ max: 12 });
const guard = { factor: 3, atLeast: 5 };
let world: World;

beforeEach(async () => {
  await wipe(testDb());
  const limits = { holdingCap: null, noDealDays: null, noFollowUpDays: null };
  world = await makeWorld(testDb().db, { now, policy: { ...withClocks(limits), guard } });
});

/** Customers whose day without a first contact is over at the instant. */
const dueAt = (count: number, instant: Date) =>
  world.customers(count, { owner: world.rep(0), at: at(-DAY, instant) });
const sweep = async (instant = now) => (await reclaimDue(world.system(instant))).reclaimed;
const foresee = (instant: Date) => foreseeReclaims(world.system(instant));
const holds = (instant = now) => listHolds(world.as(world.admin, instant));
const broken = async () => (await auditDatabase(testDb().db)).filter((one) => one.rows > 0);

describe("what is foreseen of a day", () => {
  it("is counted at its beginning for it and the fourteen days after, once", async () => {
    await dueAt(4, at(HOUR));
    await dueAt(2, at(30 * HOUR));
    expect(await foresee(morning)).toEqual({ foreseen: 1 });
    expect(await foresee(at(HOUR, morning))).toEqual({ foreseen: 0 });
    const days = await testDb().db.execute<{ day: string; expected: number }>(
      sql`select day_on::text as day, expected from reclaim_days order by 1`,
    );
    expect(days).toHaveLength(15);
    expect([...days].slice(0, 3)).toEqual([
      { day: "2026-11-20", expected: 4 },
      { day: "2026-11-21", expected: 2 },
      { day: "2026-11-22", expected: 0 },
    ]);
  });

  it("is counted anew for the days to come when the rules are others", async () => {
    await foresee(morning);
    await world.customers(40, { owner: world.rep(0), at: at(-4 * HOUR) });
    const document = {
      ...world.pool.policy,
      ...withClocks({ firstContactHours: 2 }, world.pool.policy),
    };
    await publishPolicy(world.as(world.admin), { poolId: world.pool.id, baseVersion: 1, document, note: "" });
    await foresee(at(MINUTE));
    // The notice of a day is over at ten tomorrow: forty by a rule that had a day's notice are no surprise.
    expect(await sweep(at(DAY))).toBe(40);
    expect(await holds()).toEqual([]);
  });
});

describe("a sweep", () => {
  it("takes up to three times what was foreseen without asking, and never asks for a few", async () => {
    await dueAt(4, at(HOUR));
    await foresee(morning);
    await dueAt(8, at(2 * HOUR));
    expect(await sweep(at(3 * HOUR))).toBe(12);
    expect(await broken()).toEqual([]);
  });

  it("that would take more stops before the first, tells the admins once, and leaves other pools alone", async () => {
    const other = await makePool(testDb().db, at(-60 * DAY), { members: world.reps });
    const theirs = await world.customer({ pool: other, owner: world.rep(1), at: at(-40 * DAY) });
    await dueAt(4, at(HOUR));
    await foresee(morning);
    await dueAt(9, at(2 * HOUR));
    expect(await sweep(at(3 * HOUR))).toBe(1);
    expect(await sweep(at(3 * HOUR + MINUTE))).toBe(0);
    const [moved] = await testDb().db.execute(sql`select customer_id from events where kind = 'reclaimed'`);
    expect(moved?.customer_id).toBe(theirs);
    expect(await holds(at(3 * HOUR))).toMatchObject([
      {
        ...{ expected: 4, ceiling: 12, found: 13, due: 13, heldAt: at(3 * HOUR) },
        ...{ owners: [{ name: world.rep(0).name, count: 13 }], rules: [{ count: 13 }] },
      },
    ]);
    const told = await testDb().db.execute(
      sql`select user_id, params->'expected' as expected, params->'count' as count from notifications where kind = 'sweep_held'`,
    );
    expect([...told]).toEqual([{ user_id: world.admin.id, expected: 4, count: 13 }]);
    expect(await listStops(world.as(world.rep(0)))).toMatchObject([{ poolId: world.pool.id, kind: "held" }]);
  });

  it("counts what it has taken today", async () => {
    await foresee(morning);
    await dueAt(5, at(HOUR));
    expect(await sweep(at(HOUR))).toBe(5);
    await dueAt(1, at(2 * HOUR));
    expect(await sweep(at(2 * HOUR))).toBe(0);
    expect(await holds()).toMatchObject([{ expected: 0, ceiling: 5, found: 6 }]);
  });

  it("asks when nothing was ever foreseen, as on the first day or after the clock has jumped", async () => {
    await dueAt(6, at(HOUR));
    expect(await sweep(at(HOUR))).toBe(0);
    expect(await holds()).toHaveLength(1);
  });

  it("a clock forty days ahead takes nobody", async () => {
    await foresee(morning);
    await sweep();
    for (const days of [1, 5, 9, 13, 17, 21, 25, 29, 33, 37]) await dueAt(2, at(days * DAY));
    await foresee(at(40 * DAY));
    expect(await sweep(at(40 * DAY))).toBe(0);
    expect(await holds()).toMatchObject([{ expected: 0, found: 20 }]);
  });

  it("after days without jobs counts what was foreseen of them, in batches and to the end", async () => {
    await foresee(at(-2 * DAY, morning));
    await sweep(at(-2 * DAY));
    await foresee(at(-DAY, morning));
    await testDb().db.execute(sql`delete from reclaim_days`);
    for (const days of [-2, -1, 0]) await dueAt(8, at(days * DAY + HOUR));
    await foresee(at(-3 * DAY, morning));
    await sweep(at(-3 * DAY));
    expect(await sweep(at(2 * HOUR))).toBe(24);
    // The rest of the day is compared with the same.
    await dueAt(20, at(3 * HOUR));
    expect(await sweep(at(3 * HOUR))).toBe(20);
    expect(await holds()).toEqual([]);
  });

  it("two at once don't both pass the boundary", async () => {
    await foresee(morning);
    await dueAt(5, at(HOUR));
    const both = await Promise.all([sweep(at(HOUR)), sweep(at(HOUR)), sweep(at(HOUR))]);
    expect(both.reduce((sum, one) => sum + one, 0)).toBe(5);
    await dueAt(3, at(2 * HOUR));
    expect(await Promise.all([sweep(at(2 * HOUR)), sweep(at(2 * HOUR))])).toEqual([0, 0]);
    expect(await holds()).toHaveLength(1);
  });

  it("says in the reminders of the pool that it waits", async () => {
    await foresee(morning);
    await dueAt(6, at(HOUR));
    await dueAt(1, at(3 * HOUR));
    await sweep(at(HOUR));
    await sendReminders(world.system(at(HOUR + MINUTE)));
    const [told] = await testDb().db.execute<{ held: boolean }>(
      sql`select (params->>'held')::boolean as held from notifications where kind = 'deadline_near'`,
    );
    expect(told?.held).toBe(true);
  });
});

describe("the decision", () => {
  const held = async (): Promise<string> => {
    await foresee(morning);
    await dueAt(9, at(HOUR));
    await sweep(at(HOUR));
    return (await holds())[0]?.id ?? "";
  };
  const admin = (instant: Date) => world.as(world.admin, instant);

  it("to approve lets them go with the next run, and what is due of itself after", async () => {
    const holdId = await held();
    const keyed = { ...admin(at(2 * HOUR)), operationKey: newId() };
    expect(await approveSweep(keyed, { holdId, note: "" })).toEqual({ due: 9 });
    expect(await approveSweep(keyed, { holdId, note: "" })).toEqual({ due: 9 });
    await dueAt(2, at(2 * HOUR));
    expect(await sweep(at(2 * HOUR))).toBe(11);
    await dueAt(4, at(3 * HOUR));
    expect(await sweep(at(3 * HOUR))).toBe(0);
    expect(await holds()).toMatchObject([{ found: 15, ceiling: 14 }]);
    expect(await broken()).toEqual([]);
  });

  it("to approve just before midnight still holds after it", async () => {
    const holdId = await held();
    const midnight = at(DAY, morning);
    await approveSweep(admin(at(-2 * MINUTE, midnight)), { holdId, note: "" });
    expect(await sweep(midnight)).toBe(9);
  });

  it("to decline pauses the pool from when it stopped, and on resuming it is asked again", async () => {
    const holdId = await held();
    const later = (await dueAt(1, at(5 * HOUR)))[0] ?? "";
    await declineSweep(admin(at(3 * HOUR)), { holdId, note: "not these" });
    await expect(declineSweep(admin(at(3 * HOUR)), { holdId, note: "" })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    expect(await sweep(at(9 * HOUR))).toBe(0);
    await resumeReclaims(admin(at(10 * HOUR)), { poolId: world.pool.id });
    const [row] = await testDb().db.execute<{ due_at: string }>(
      sql`select due_at from customers where id = ${later}`,
    );
    // From the stop an hour in until the resuming nine hours later no clock ran.
    expect(new Date(row?.due_at ?? 0)).toEqual(at(14 * HOUR));
    expect(await sweep(at(10 * HOUR))).toBe(0);
    expect(await holds()).toMatchObject([{ found: 9 }]);
    expect(await broken()).toEqual([]);
  });

  it("is made once", async () => {
    const holdId = await held();
    const both = await Promise.allSettled([
      approveSweep(admin(at(2 * HOUR)), { holdId, note: "" }),
      declineSweep(admin(at(2 * HOUR)), { holdId, note: "" }),
    ]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });
});

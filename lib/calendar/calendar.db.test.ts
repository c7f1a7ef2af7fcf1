import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Executor } from "@/db/client";
import { organizations } from "@/db/schema/people";
import { useTestDb } from "@/db/testing";
import { makeWorld, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { createFirstAdmin } from "@/lib/auth/create-first-admin";
import { auditDatabase } from "@/lib/ledger/audit";
import { firstContact } from "@/lib/policies/return-rule";
import { declareYear } from "./declare-year";
import { importCalendarYear } from "./import-calendar-year";
import { getCalendarYear } from "./queries";
import { seedCalendar } from "./seed-calendar";
import { setCalendarDay } from "./set-calendar-day";
import { setCalendarRegion } from "./set-calendar-region";
import { setRestDays } from "./set-rest-days";

const testDb = useTestDb();
const now = new Date("2026-11-20T02:00:00Z");
let world: World;

beforeEach(async () => {
  world = await makeWorld(testDb().db, { now });
});
afterEach(() => wipe(testDb()));

const admin = () => world.as(world.admin);
/** Whether people work on the day, as deadlines read it. */
async function works(day: string, db: Executor = testDb().db): Promise<boolean | undefined> {
  const [row] = await db.execute<{ is_working: boolean }>(
    sql`select is_working from working_days where day = ${day}::date`,
  );
  return row?.is_working;
}
async function declaredYears(): Promise<number[]> {
  const rows = await testDb().db.execute<{ year: number }>(
    sql`select year from calendar_years where declared order by year`,
  );
  return rows.map(({ year }) => year);
}
const seeded = () => seedCalendar(world.system(), {});

/** The revision that another process would look for. */
async function revision(): Promise<string | undefined> {
  const [row] = await world.db.execute<{ revision: string }>(sql`select revision from calendars`);
  return row?.revision;
}

describe("where a calendar begins", () => {
  test("without one, Monday to Friday is worked and no year is declared", async () => {
    expect(await Promise.all(["2026-10-01", "2026-10-10", "2026-10-11"].map((day) => works(day)))).toEqual([
      ...[true, false, false],
    ]);
    expect(await declaredYears()).toEqual([]);
  });

  test("setting the product up brings the region's, with the years that were announced", async () => {
    await wipe(testDb());
    await createFirstAdmin(
      { db: testDb().db, actor: { kind: "system", job: "sign-in" }, now },
      {
        ...{ organization: "New", timeZone: "Asia/Shanghai", currency: "CNY", name: "Admin" },
        ...{ email: "first@test.example", password: "a long enough one", poolName: "Pool", locale: "en" },
      },
    );
    expect(await declaredYears()).toEqual([2023, 2024, 2025, 2026]);
    expect(await works("2026-10-10")).toBe(true);
    expect(await works("2026-10-01")).toBe(false);
    // 2027 isn't announced: its New Year's Day is a Friday like another.
    expect(await works("2027-01-01")).toBe(true);
  });

  test("seeding twice does nothing, and never undoes what an admin did", async () => {
    expect(await seeded()).toMatchObject({ region: "cn", seeded: [2023, 2024, 2025, 2026] });
    await setCalendarDay(admin(), { day: "2026-10-10", kind: null, name: "" });
    await setCalendarDay(admin(), { day: "2026-10-01", kind: "workday", name: "" });
    const before = await revision();
    expect(await seeded()).toMatchObject({ seeded: [] });
    expect(await revision()).toBe(before);
    expect(await works("2026-10-10")).toBe(false);
    // Named, the year is filled anew; what was set by hand stays.
    await seedCalendar(admin(), { years: [2026] });
    expect([await works("2026-10-10"), await works("2026-10-01")]).toEqual([true, true]);
  });

  test("Taiwan's years are computed: shown, and counted only when an admin confirms them", async () => {
    await world.db.update(organizations).set({ timeZone: "Asia/Taipei" });
    expect(await seeded()).toMatchObject({ region: "tw", seeded: [2025, 2026, 2027], declared: [] });
    const year = await getCalendarYear(admin(), {});
    expect(year).toMatchObject({
      year: 2026,
      declared: false,
      undeclaredYears: [2026, 2027],
      source: "package",
    });
    expect(year.days.map(({ day }) => day)).toContain("2026-09-25");
    expect(await works("2026-09-25")).toBe(true);
    await declareYear(admin(), { year: 2026, declared: true });
    expect(await works("2026-09-25")).toBe(false);
    expect(await getCalendarYear(admin(), {})).toMatchObject({
      ...{ declared: true, declaredBy: world.admin.name, declaredAt: now, undeclaredYears: [2027] },
    });
    await declareYear(admin(), { year: 2026, declared: false });
    expect(await works("2026-09-25")).toBe(true);
  });
});

describe("changing it", () => {
  test("each change gives the calendar another revision, and the working days are counted by it", async () => {
    await seeded();
    const changes: [() => Promise<unknown>, string, boolean][] = [
      [
        () => setCalendarDay(admin(), { day: "2026-11-23", kind: "holiday", name: "Party" }),
        "2026-11-23",
        false,
      ],
      [() => setRestDays(admin(), { restDays: [7] }), "2026-11-21", true],
      [() => declareYear(admin(), { year: 2027, declared: true }), "2027-01-01", true],
      [
        () => importCalendarYear(admin(), { year: 2027, text: "2027-01-01,holiday,New Year" }),
        ...(["2027-01-01", false] as const),
      ],
      [() => setCalendarRegion(admin(), { region: "hk" }), "2026-10-10", true],
    ];
    let last = await revision();
    for (const [change, day, worked] of changes) {
      await change();
      const next = await revision();
      expect(next).not.toBe(last);
      expect({ day, works: await works(day) }).toEqual({ day, works: worked });
      last = next;
    }
  });

  test("a change that is rolled back leaves nothing behind", async () => {
    await seeded();
    const undone = world.db.transaction(async (tx) => {
      await setCalendarDay({ ...admin(), db: tx }, { day: "2026-11-23", kind: "holiday", name: "" });
      await tx.execute(sql`set constraints calendars_counted immediate`);
      expect(await works("2026-11-23", tx)).toBe(false);
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    expect(await works("2026-11-23")).toBe(true);
    await setCalendarDay(admin(), { day: "2026-11-24", kind: "holiday", name: "" });
    expect([await works("2026-11-23"), await works("2026-11-24")]).toEqual([true, false]);
  });

  test("the official list of a year replaces the package's, declares the year, and spares what was set by hand", async () => {
    await seeded();
    await setCalendarDay(admin(), { day: "2027-02-06", kind: "workday", name: "" });
    expect(await works("2027-02-06")).toBe(true);
    const text =
      "date,kind,name\n2027-01-01,holiday,元旦\n2027-02-06,holiday,春节\n2027-02-07,workday,春节\n";
    const done = await importCalendarYear(admin(), { year: 2027, text });
    expect(done).toMatchObject({ holidays: 2, workdays: 1, kept: 1 });
    const days = ["2027-01-01", "2027-02-06", "2027-02-07"];
    expect(await Promise.all(days.map((day) => works(day)))).toEqual([false, true, true]);
    expect(await declaredYears()).toContain(2027);
    const bad = importCalendarYear(admin(), {
      year: 2027,
      text: "2027-01-01,holiday,x\n2028-01-01,holiday,y",
    });
    await expect(bad).rejects.toMatchObject({ code: "CALENDAR_FILE_INVALID", params: { line: 2 } });
    expect(await Promise.all(days.map((day) => works(day)))).toEqual([false, true, true]);
  });

  test("another region's holidays take the place of the former's; a day set by hand stays", async () => {
    await seeded();
    await setCalendarDay(admin(), { day: "2026-11-23", kind: "holiday", name: "Party" });
    await setCalendarRegion(admin(), { region: "none" });
    expect(await getCalendarYear(admin(), {})).toMatchObject({
      ...{ region: "none", declared: true, undeclaredYears: [] },
      days: [{ day: "2026-11-23", kind: "holiday", name: "Party", source: "admin" }],
    });
    expect([await works("2026-10-01"), await works("2026-11-23")]).toEqual([true, false]);
  });

  test("six-day weeks: Saturdays are worked, and a holiday on one is still off", async () => {
    await seeded();
    expect(await setRestDays(admin(), { restDays: [7] })).toMatchObject({ restDays: [7] });
    expect(await Promise.all(["2026-11-21", "2026-11-22", "2026-10-03"].map((day) => works(day)))).toEqual([
      ...[true, false, false],
    ]);
  });

  test("the same operation key gets the first answer and changes nothing more", async () => {
    await seeded();
    const ctx = { ...admin(), operationKey: "one-key-of-a-day" };
    const input = { day: "2026-11-23", kind: "holiday" as const, name: "" };
    const first = await setCalendarDay(ctx, input);
    const after = await revision();
    expect(await setCalendarDay(ctx, input)).toEqual({ ...first, refreshed: 0 });
    expect(await revision()).toBe(after);
  });
});

test("deadlines on or after the first changed day are computed anew, the others are left as they are", async () => {
  await seeded();
  const owner = world.rep(0);
  const soon = await world.customer({ owner, at: new Date("2026-11-19T02:00:00Z") });
  const late = await world.customer({ owner, at: now });
  await world.db.execute(sql`update customers set due_at = '2026-11-22T02:00:00Z' where id = ${soon}`);
  await world.db.execute(sql`update customers set due_at = '2026-12-09T02:00:00Z' where id = ${late}`);
  const done = await setCalendarDay(admin(), { day: "2026-12-09", kind: "holiday", name: "" });
  expect(done.refreshed).toBe(1);
  const rows = await world.db.execute<{ id: string; due_at: string; stale: boolean }>(
    sql`select id, due_at, due_policy_id is null as stale from customers`,
  );
  expect(rows.filter((row) => row.stale)).toEqual([]);
  const due = new Map(rows.map((row) => [row.id, new Date(row.due_at).toISOString()]));
  expect(due.get(soon)).toBe("2026-11-22T02:00:00.000Z");
  expect(due.get(late)).not.toBe("2026-12-09T02:00:00.000Z");
  await setRestDays(admin(), { restDays: [7] });
  expect((await auditDatabase(world.db)).filter((one) => one.rows > 0)).toEqual([]);
});

test("who was never due may become so by a day of the calendar: a condition counts working days too", async () => {
  const recent = {
    field: "sinceFollowUp",
    op: "for_less_than",
    span: { amount: 3, unit: "working_days" },
  } as const;
  const rule = { ...firstContact(72), when: recent };
  await wipe(testDb());
  world = await makeWorld(testDb().db, { now, policy: { returnRules: [rule] } });
  await seeded();
  // Followed up on Tuesday 24 November; on Friday, three working days later, nobody asks any more.
  const tuesday = new Date("2026-11-24T02:00:00Z");
  const id = await world.customer({ owner: world.rep(0), at: tuesday, lastFollowUpAt: tuesday });
  const due = async () => {
    const [row] = await world.db.execute<{ due_at: string | null }>(
      sql`select due_at from customers where id = ${id}::uuid`,
    );
    return row?.due_at && new Date(row.due_at).toISOString();
  };
  expect(await due()).toBeNull();
  await setCalendarDay(admin(), { day: "2026-11-26", kind: "holiday", name: "" });
  expect(await due()).toBe("2026-11-27T02:00:00.000Z");
});

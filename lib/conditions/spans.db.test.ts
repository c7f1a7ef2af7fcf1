import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import { makeWorld, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { plusDays } from "@/lib/calendar/rules";
import { seedCalendar } from "@/lib/calendar/seed-calendar";
import { setRestDays } from "@/lib/calendar/set-rest-days";
import type { Span } from "./schema";
import { spanEnd } from "./spans";

const testDb = useTestDb();
let world: World;

beforeEach(async () => {
  world = await makeWorld(testDb().db, { now: new Date("2026-11-20T02:00:00Z"), timeZone: "Asia/Shanghai" });
});
afterEach(() => wipe(testDb()));

async function end(from: string, span: Span, timeZone: string): Promise<string | null> {
  const [row] = await world.db.execute<{ at: string | null }>(
    sql`select ${spanEnd(sql`${from}::timestamptz`, span, sql`${timeZone}::text`)} as at`,
  );
  return row?.at ? new Date(row.at).toISOString() : null;
}
const working = (from: string, amount: number, timeZone = "Asia/Shanghai") =>
  end(from, { amount, unit: "working_days" }, timeZone);

describe("working days of the mainland as announced", () => {
  beforeEach(() => seedCalendar(world.system(), {}));

  test.each([
    // From the eve of the holiday, over eight days off, to the Saturday that makes up for them.
    ["2025-09-30T02:00:00Z", 1, "2025-10-09T02:00:00.000Z"],
    ["2025-09-30T02:00:00Z", 3, "2025-10-11T02:00:00.000Z"],
    ["2025-09-30T02:00:00Z", 4, "2025-10-13T02:00:00.000Z"],
    // A Friday before a worked Saturday.
    ["2026-02-13T10:30:00Z", 1, "2026-02-14T10:30:00.000Z"],
    ["2026-02-13T10:30:00Z", 2, "2026-02-24T10:30:00.000Z"],
    // In the middle of a holiday: the first working day after it.
    ["2026-10-03T15:59:00Z", 1, "2026-10-08T15:59:00.000Z"],
    ["2026-10-08T15:59:00Z", 2, "2026-10-10T15:59:00.000Z"],
    // 23:30 on Thursday 31 December in Shanghai: 2027 isn't announced, its first of January is a Friday like another.
    ["2026-12-31T15:30:00Z", 1, "2027-01-01T15:30:00.000Z"],
    // None later is the instant itself, also on a day off.
    ["2026-10-03T15:59:00Z", 0, "2026-10-03T15:59:00.000Z"],
  ])("%s and %i is %s", async (from, amount, until) => {
    expect(await working(from, amount)).toBe(until);
  });

  test("counting by hand, a day at a time, comes to the same", async () => {
    const rows = await world.db.execute<{ day: string }>(
      sql`select day::text as day from working_days where is_working`,
    );
    const worked = new Set(rows.map(({ day }) => day));
    const days = fc.integer({ min: 0, max: 1_700 }).map((n) => plusDays("2024-01-10", n));
    await fc.assert(
      fc.asyncProperty(days, fc.integer({ min: 1, max: 60 }), async (day, amount) => {
        let cursor = day;
        for (let left = amount; left > 0; ) {
          cursor = plusDays(cursor, 1);
          if (worked.has(cursor)) left -= 1;
        }
        expect(await working(`${day}T04:00:00Z`, amount)).toBe(`${cursor}T04:00:00.000Z`);
      }),
      { numRuns: 200 },
    );
  });
});

describe("the same time of day on another day, where clocks are changed", () => {
  test.each([
    // New York, Friday 6 March 2026 at 02:30: on Monday 9 March clocks have gone forward, and it is still 02:30.
    ["America/New_York", "2026-03-06T07:30:00Z", 1, "working_days", "2026-03-09T06:30:00.000Z"],
    // Back again on 1 November.
    ["America/New_York", "2026-10-30T13:00:00Z", 1, "working_days", "2026-11-02T14:00:00.000Z"],
    ["America/New_York", "2026-10-30T13:00:00Z", 3, "days", "2026-11-02T14:00:00.000Z"],
    ["America/New_York", "2026-10-30T13:00:00Z", 72, "hours", "2026-11-02T13:00:00.000Z"],
    // Lord Howe moves by half an hour, on 5 April and 4 October 2026.
    ["Australia/Lord_Howe", "2026-04-02T22:00:00Z", 1, "working_days", "2026-04-05T22:30:00.000Z"],
    ["Australia/Lord_Howe", "2026-10-01T22:30:00Z", 1, "working_days", "2026-10-04T22:00:00.000Z"],
    // 02:30 on Sunday 8 March 2026 doesn't exist in New York: it is 03:30.
    ["America/New_York", "2026-03-07T07:30:00Z", 1, "days", "2026-03-08T07:30:00.000Z"],
    // 01:30 on Sunday 1 November 2026 comes twice: the second.
    ["America/New_York", "2026-10-31T05:30:00Z", 1, "days", "2026-11-01T06:30:00.000Z"],
  ] as const)("in %s, %s and %i %s is %s", async (zone, from, amount, unit, until) => {
    expect(await end(from, { amount, unit }, zone)).toBe(until);
  });

  test("a worked Sunday on which clocks go forward", async () => {
    await seedCalendar(world.system(), {});
    await setRestDays(world.as(world.admin), { restDays: [6] });
    expect(await working("2026-03-06T07:30:00Z", 1, "America/New_York")).toBe("2026-03-08T07:30:00.000Z");
  });
});

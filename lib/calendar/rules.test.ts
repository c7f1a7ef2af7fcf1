import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, dayOf } from "@/lib/time";
import { publicDays } from "./public-holidays";
import {
  addWorkingDays,
  isWorkingDay,
  plusDays,
  regionOf,
  WEEKEND,
  weekdayOf,
  workingDaysBetween,
  workingDaysOf,
} from "./rules";
import type { CalendarDay, WorkingCalendar } from "./types";

const FIRST = 2024;
const LAST = 2028;

/** The mainland's calendar as the package knows it. */
async function mainland(own: CalendarDay[] = []): Promise<WorkingCalendar> {
  const listed = await Promise.all([2024, 2025, 2026, 2027].map((year) => publicDays("cn", year)));
  const declaredYears = [2024, 2025, 2026, 2027].filter((_, n) => listed[n]?.announced);
  const days = listed.flatMap((year) =>
    (year?.days ?? []).map((day) => ({ ...day, source: "package" as const })),
  );
  const others = days.filter(({ day }) => !own.some((one) => one.day === day));
  const facts = { restDays: WEEKEND, days: [...others, ...own], declaredYears };
  return { workingDays: workingDaysOf(facts, FIRST, LAST), declaredYears };
}

const weekdaysOnly: WorkingCalendar = {
  workingDays: workingDaysOf({ restDays: WEEKEND, days: [], declaredYears: [] }, FIRST, LAST),
  declaredYears: [],
};

const at = (text: string) => new Date(text);

describe("the mainland as announced", () => {
  test("the weekends worked in 2025 and 2026 are working days", async () => {
    const calendar = await mainland();
    expect(calendar.declaredYears).toEqual([2024, 2025, 2026]);
    const made = [
      ...["2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"],
      ...["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"],
    ];
    for (const day of made) {
      expect(WEEKEND).toContain(weekdayOf(day));
      expect({ day, works: isWorkingDay(day, calendar) }).toEqual({ day, works: true });
    }
  });

  test("the days off among the weekdays are none", async () => {
    const calendar = await mainland();
    for (const day of ["2025-10-08", "2026-01-02", "2026-02-23", "2026-05-05", "2026-10-07"]) {
      expect(WEEKEND).not.toContain(weekdayOf(day));
      expect({ day, works: isWorkingDay(day, calendar) }).toEqual({ day, works: false });
    }
  });

  test("a year has as many working days as its notice leaves it: 248 in 2025 and in 2026", async () => {
    const { workingDays } = await mainland();
    const inYear = (year: number) => workingDays.filter((day) => day.startsWith(`${year}-`)).length;
    expect([inYear(2025), inYear(2026)]).toEqual([248, 248]);
  });

  test.each([
    // From the eve of the holiday, over eight days off, to the Saturday that makes up for them.
    ["2025-09-30T02:00:00Z", 1, "2025-10-09T02:00:00Z"],
    ["2025-09-30T02:00:00Z", 3, "2025-10-11T02:00:00Z"],
    ["2025-09-30T02:00:00Z", 4, "2025-10-13T02:00:00Z"],
    // A Friday before a worked Saturday.
    ["2026-02-13T10:30:00Z", 1, "2026-02-14T10:30:00Z"],
    ["2026-02-13T10:30:00Z", 2, "2026-02-24T10:30:00Z"],
    // In the middle of a holiday: the first working day after it.
    ["2026-10-03T15:59:00Z", 1, "2026-10-08T15:59:00Z"],
    ["2026-10-08T15:59:00Z", 2, "2026-10-10T15:59:00Z"],
  ])("%s and %i working days is %s", async (from, n, until) => {
    const then = addWorkingDays(at(from), n, await mainland(), "Asia/Shanghai");
    expect(then.toISOString()).toBe(at(until).toISOString());
  });

  test("the year ends in the organisation's zone, and the next is counted by weekends while it isn't announced", async () => {
    const calendar = await mainland();
    // 23:30 on Thursday 31 December in Shanghai; 1 January 2027 is a Friday.
    const then = addWorkingDays(at("2026-12-31T15:30:00Z"), 1, calendar, "Asia/Shanghai");
    expect(then.toISOString()).toBe("2027-01-01T15:30:00.000Z");
    expect(dayOf(then, "Asia/Shanghai")).toBe("2027-01-01");
    expect(isWorkingDay("2027-02-08", calendar)).toBe(true);
    expect(calendar.declaredYears).not.toContain(2027);
  });

  test("what an admin set by hand counts in a year that isn't announced; a list's days don't", () => {
    const days: CalendarDay[] = [
      { day: "2027-01-01", kind: "holiday", name: "", source: "admin" },
      { day: "2027-01-04", kind: "holiday", name: "", source: "package" },
      { day: "2027-01-05", kind: "holiday", name: "", source: "import" },
    ];
    const working = (declaredYears: number[]) =>
      workingDaysOf({ restDays: WEEKEND, days, declaredYears }, 2027, 2027).slice(0, 3);
    expect(working([])).toEqual(["2027-01-04", "2027-01-05", "2027-01-06"]);
    expect(working([2027])).toEqual(["2027-01-06", "2027-01-07", "2027-01-08"]);
  });
});

describe("the same time of day on another day", () => {
  test.each([
    // New York, Friday 6 March 2026 at 02:30: on Monday 9 March clocks have gone forward, and it is still 02:30.
    ["America/New_York", "2026-03-06T07:30:00Z", 1, "2026-03-09T06:30:00Z"],
    // Back again on 1 November.
    ["America/New_York", "2026-10-30T13:00:00Z", 1, "2026-11-02T14:00:00Z"],
    // Lord Howe moves by half an hour, on 5 April and 4 October 2026.
    ["Australia/Lord_Howe", "2026-04-02T22:00:00Z", 1, "2026-04-05T22:30:00Z"],
    ["Australia/Lord_Howe", "2026-10-01T22:30:00Z", 1, "2026-10-04T22:00:00Z"],
  ])("in %s, %s and %i working day is %s", (zone, from, n, until) => {
    expect(addWorkingDays(at(from), n, weekdaysOnly, zone).toISOString()).toBe(at(until).toISOString());
  });

  test("a time that a worked Sunday doesn't have is the instant just after the gap", () => {
    const restDays = [6];
    const calendar = {
      workingDays: workingDaysOf({ restDays, days: [], declaredYears: [] }, FIRST, LAST),
      declaredYears: [],
    };
    // 02:30 on Sunday 8 March 2026 doesn't exist in New York: it is 03:30.
    const from = at("2026-03-06T07:30:00Z");
    const then = addWorkingDays(from, 1, calendar, "America/New_York");
    expect(then).toEqual(addDays(from, 2, "America/New_York"));
    expect(then.toISOString()).toBe("2026-03-08T07:30:00.000Z");
  });

  test("no working day later is the instant itself, also on a day off", () => {
    const sunday = at("2026-03-08T15:00:00Z");
    expect(addWorkingDays(sunday, 0, weekdaysOnly, "America/New_York")).toEqual(sunday);
  });
});

const days = fc.integer({ min: 0, max: 1_700 }).map((n) => plusDays("2024-01-10", n));

test("counting by hand, a day at a time, comes to the same", async () => {
  const calendar = await mainland();
  const known = new Set(calendar.workingDays);
  fc.assert(
    fc.property(days, fc.integer({ min: 1, max: 60 }), (day, n) => {
      const from = at(`${day}T04:00:00Z`);
      let cursor = day;
      for (let left = n; left > 0; ) {
        cursor = plusDays(cursor, 1);
        if (known.has(cursor)) left -= 1;
      }
      const then = dayOf(addWorkingDays(from, n, calendar, "Asia/Shanghai"), "Asia/Shanghai");
      expect(then).toBe(cursor);
      expect(workingDaysBetween(day, then, calendar)).toBe(n);
      expect(workingDaysBetween(then, day, calendar)).toBe(-n);
    }),
    { numRuns: 500 },
  );
});

test("past the years that are known their last working day answers, and before them their first counts", () => {
  const zone = "UTC";
  const last = weekdaysOnly.workingDays.at(-1);
  expect(dayOf(addWorkingDays(at("2028-12-20T08:00:00Z"), 50, weekdaysOnly, zone), zone)).toBe(last);
  expect(dayOf(addWorkingDays(at("2020-05-05T08:00:00Z"), 1, weekdaysOnly, zone), zone)).toBe("2024-01-01");
  const nothing = { workingDays: [], declaredYears: [] };
  expect(() => addWorkingDays(at("2026-05-05T08:00:00Z"), 1, nothing, zone)).toThrow(RangeError);
});

test("the region follows from the zone, as long as nobody says otherwise", () => {
  expect(["Asia/Shanghai", "Asia/Taipei", "Asia/Hong_Kong", "Europe/Berlin"].map(regionOf)).toEqual([
    ...["cn", "tw", "hk", "none"],
  ]);
});

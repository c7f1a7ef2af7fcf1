import { describe, expect, test } from "vitest";
import { publicDays } from "./public-holidays";
import { regionOf, WEEKEND, weekdayOf, workingDaysOf } from "./rules";
import type { CalendarDay } from "./types";

/** The working days of the mainland as the package knows them. */
async function mainland(): Promise<string[]> {
  const listed = await Promise.all([2024, 2025, 2026, 2027].map((year) => publicDays("cn", year)));
  const declaredYears = [2024, 2025, 2026, 2027].filter((_, n) => listed[n]?.announced);
  expect(declaredYears).toEqual([2024, 2025, 2026]);
  const days = listed.flatMap((year) =>
    (year?.days ?? []).map((day) => ({ ...day, source: "package" as const })),
  );
  return workingDaysOf({ restDays: WEEKEND, days, declaredYears }, 2024, 2028);
}

describe("the mainland as announced", () => {
  test("the weekends worked in 2025 and 2026 are working days", async () => {
    const worked = await mainland();
    const made = [
      ...["2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"],
      ...["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"],
    ];
    for (const day of made) {
      expect(WEEKEND).toContain(weekdayOf(day));
      expect({ day, works: worked.includes(day) }).toEqual({ day, works: true });
    }
  });

  test("the days off among the weekdays are none", async () => {
    const worked = await mainland();
    for (const day of ["2025-10-08", "2026-01-02", "2026-02-23", "2026-05-05", "2026-10-07"]) {
      expect(WEEKEND).not.toContain(weekdayOf(day));
      expect({ day, works: worked.includes(day) }).toEqual({ day, works: false });
    }
  });

  test("a year has as many working days as its notice leaves it: 248 in 2025 and in 2026", async () => {
    const worked = await mainland();
    const inYear = (year: number) => worked.filter((day) => day.startsWith(`${year}-`)).length;
    expect([inYear(2025), inYear(2026)]).toEqual([248, 248]);
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

test("the region follows from the zone, as long as nobody says otherwise", () => {
  expect(["Asia/Shanghai", "Asia/Taipei", "Asia/Hong_Kong", "Europe/Berlin"].map(regionOf)).toEqual([
    ...["cn", "tw", "hk", "none"],
  ]);
});

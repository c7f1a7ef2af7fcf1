import { expect, test } from "vitest";
import type { CalendarDay, CalendarYear } from "@/lib/calendar/types";
import { byWeekday, monthsOf } from "./days";

const entry = (day: string, kind: "holiday" | "workday", more: Partial<CalendarDay> = {}): CalendarDay => ({
  ...{ day, kind, name: "national", source: "package" as const },
  ...more,
});

const year = (days: CalendarDay[], more: Partial<CalendarYear> = {}): CalendarYear => ({
  ...{
    year: 2026,
    region: "cn" as const,
    restDays: [6, 7],
    days,
    declared: true,
    source: "package" as const,
  },
  ...{ declaredAt: null, declaredBy: null, undeclaredYears: [], today: "2026-11-20" },
  ...more,
});

const statesOf = (calendar: CalendarYear, ...days: string[]) => {
  const all = monthsOf(calendar).flatMap(({ weeks }) => weeks.flat());
  return days.map((day) => all.find((one) => one?.day === day)?.state);
};

test("a year is its days, each under its weekday from Monday to Sunday", () => {
  const months = monthsOf(year([]));
  const days = months.flatMap(({ weeks }) => weeks.flat()).filter((day) => day !== null);
  expect(days).toHaveLength(365);
  expect(months[1]?.weeks).toHaveLength(5);
  // 1 February 2026 is a Sunday.
  expect(months[1]?.weeks[0]?.map((day) => day?.day ?? null)).toEqual([
    ...[null, null, null, null, null, null, "2026-02-01"],
  ]);
  expect(
    monthsOf(year([], { year: 2028 }))[1]
      ?.weeks.flat()
      .filter(Boolean),
  ).toHaveLength(29);
});

test("what a day is follows from its weekday, its entry, and whether its year is declared", () => {
  const days = [
    entry("2026-10-01", "holiday"),
    entry("2026-10-10", "workday"),
    entry("2026-10-12", "workday", { source: "admin" }),
    entry("2026-10-13", "holiday", { source: "admin" }),
  ];
  const asked = ["2026-10-01", "2026-10-10", "2026-10-12", "2026-10-13", "2026-10-17"] as const;
  expect(statesOf(year(days), ...asked)).toEqual(["holiday", "workday", "working", "holiday", "rest"]);
  const open = year(days, { declared: false });
  expect(statesOf(open, ...asked)).toEqual(["pending", "pending", "working", "holiday", "rest"]);
  expect([byWeekday("2026-10-10", open), byWeekday("2026-10-12", open)]).toEqual(["rest", "working"]);
});

test("days off in a row for the same reason are one stretch; another reason, or a gap, begins another", () => {
  const days = [
    ...["2026-10-01", "2026-10-02", "2026-10-03"].map((day) => entry(day, "holiday")),
    entry("2026-10-04", "holiday", { name: "mid_autumn" }),
    entry("2026-10-06", "holiday", { name: "mid_autumn" }),
    entry("2026-10-10", "workday"),
  ];
  const stretches = monthsOf(year(days))[9]?.stretches ?? [];
  expect(stretches.map(({ from, until, state }) => [from.slice(8), until.slice(8), state])).toEqual([
    ["01", "03", "holiday"],
    ["04", "04", "holiday"],
    ["06", "06", "holiday"],
    ["10", "10", "workday"],
  ]);
});

import { counts, plusDays, weekdayOf } from "@/lib/calendar/rules";
import type { CalendarDay, CalendarYear } from "@/lib/calendar/types";

/** What a day is: by its weekday, by its entry, or only proposed while its year isn't declared. */
export type DayState = "working" | "rest" | "holiday" | "workday" | "pending";

export type Day = { day: string; entry: CalendarDay | null; state: DayState };

/** Days of one month that are off, or worked, for the same reason. */
export type Stretch = { from: string; until: string; entry: CalendarDay; state: DayState };

export type Month = { month: number; weeks: (Day | null)[][]; stretches: Stretch[] };

export const dayOfMonth = (day: string): number => Number(day.slice(8));

function stateOf(day: string, entry: CalendarDay | null, year: CalendarYear): DayState {
  const rest = year.restDays.includes(weekdayOf(day));
  if (!entry) return rest ? "rest" : "working";
  if (!counts(entry, year.declared ? [year.year] : [])) return "pending";
  if (entry.kind === "holiday") return "holiday";
  return rest ? "workday" : "working";
}

/** What the day would be without an entry of its own. */
export const byWeekday = (day: string, year: CalendarYear): "working" | "rest" =>
  year.restDays.includes(weekdayOf(day)) ? "rest" : "working";

function weeksOf(days: readonly Day[]): (Day | null)[][] {
  const before = days[0] ? weekdayOf(days[0].day) - 1 : 0;
  const cells: (Day | null)[] = [...Array.from({ length: before }, () => null), ...days];
  while (cells.length % 7 !== 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, n) => cells.slice(n * 7, n * 7 + 7));
}

function stretchesOf(days: readonly Day[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { day, entry, state } of days) {
    if (!entry || (entry.name === "" && state === "working")) continue;
    const last = stretches.at(-1);
    const goesOn =
      last && plusDays(last.until, 1) === day && last.entry.name === entry.name && last.state === state;
    if (goesOn) last.until = day;
    else stretches.push({ from: day, until: day, entry, state });
  }
  return stretches;
}

/** The twelve months of a year in weeks from Monday to Sunday. */
export function monthsOf(year: CalendarYear): Month[] {
  const entries = new Map(year.days.map((entry) => [entry.day, entry]));
  return Array.from({ length: 12 }, (_, month) => {
    const first = `${year.year}-${String(month + 1).padStart(2, "0")}-01`;
    const length = new Date(Date.UTC(year.year, month + 1, 0)).getUTCDate();
    const days = Array.from({ length }, (_, n) => {
      const day = plusDays(first, n);
      const entry = entries.get(day) ?? null;
      return { day, entry, state: stateOf(day, entry, year) };
    });
    return { month, weeks: weeksOf(days), stretches: stretchesOf(days) };
  });
}

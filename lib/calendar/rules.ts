import type { CalendarRegion } from "@/db/enums";
import { DAY } from "@/lib/time";
import type { CalendarDay, CalendarFacts } from "./types";

/** The years that a calendar shows, before and after the present one. */
export const YEARS_BACK = 3;
export const YEARS_AHEAD = 4;

/** Nobody has chosen yet: Saturday and Sunday. */
export const WEEKEND: readonly number[] = [6, 7];

/** The years that a calendar can speak of. */
export const FIRST_YEAR = 2000;
export const LAST_YEAR = 2100;

const REGION_OF: Readonly<Record<string, CalendarRegion>> = {
  "Asia/Shanghai": "cn",
  "Asia/Chongqing": "cn",
  "Asia/Harbin": "cn",
  "Asia/Urumqi": "cn",
  "Asia/Kashgar": "cn",
  PRC: "cn",
  "Asia/Taipei": "tw",
  ROC: "tw",
  "Asia/Hong_Kong": "hk",
  Hongkong: "hk",
};

/** Whose holidays an organisation in this zone follows until somebody says otherwise. */
export const regionOf = (timeZone: string): CalendarRegion => REGION_OF[timeZone] ?? "none";

export const yearOf = (day: string): number => Number(day.slice(0, 4));

const midnight = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** So many days later, as YYYY-MM-DD. */
export const plusDays = (day: string, days: number): string =>
  new Date(midnight(day) + days * DAY).toISOString().slice(0, 10);

/** How many days `b` comes after `a`. */
export const daysBetween = (a: string, b: string): number => Math.round((midnight(b) - midnight(a)) / DAY);

/** 1 is Monday, 7 is Sunday. */
export const weekdayOf = (day: string): number => ((new Date(midnight(day)).getUTCDay() + 6) % 7) + 1;

/** Whether the day's entry counts: one by hand always, any other when its year is declared. */
export const counts = ({ day, source }: CalendarDay, declaredYears: readonly number[]): boolean =>
  source === "admin" || declaredYears.includes(yearOf(day));

/** Every working day from the first day of one year to the last of another, ascending: as the table `working_days` counts them. */
export function workingDaysOf(facts: CalendarFacts, firstYear: number, lastYear: number): string[] {
  const entries = new Map(
    facts.days.filter((entry) => counts(entry, facts.declaredYears)).map(({ day, kind }) => [day, kind]),
  );
  const days: string[] = [];
  const end = Date.UTC(lastYear + 1, 0, 1);
  for (let ms = Date.UTC(firstYear, 0, 1); ms < end; ms += DAY) {
    const day = new Date(ms).toISOString().slice(0, 10);
    const kind = entries.get(day);
    if (kind ? kind === "workday" : !facts.restDays.includes(weekdayOf(day))) days.push(day);
  }
  return days;
}

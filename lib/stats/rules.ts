import { addDays, DAY, startOfDay } from "@/lib/time";

/** After so many days without a qualifying follow-up a held customer counts as idle. */
export const IDLE_DAYS = 30;
/** The longest period that the statistics answer for. */
export const MAX_PERIOD_DAYS = 366;

/** A stretch of calendar days of the organisation, both ends included, as YYYY-MM-DD. */
export type Period = { from: string; to: string };

const asUtc = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** The calendar day so many days later. */
export const shiftDay = (day: string, days: number): string =>
  new Date(asUtc(day) + days * DAY).toISOString().slice(0, 10);

/** How many days the period has. */
export const lengthOf = ({ from, to }: Period): number => Math.round((asUtc(to) - asUtc(from)) / DAY) + 1;

/** Every day of the period, in order. */
export const daysOf = (period: Period): string[] =>
  Array.from({ length: lengthOf(period) }, (_, n) => shiftDay(period.from, n));

/** The period of the same length just before. */
export const previousPeriod = (period: Period): Period => ({
  from: shiftDay(period.from, -lengthOf(period)),
  to: shiftDay(period.from, -1),
});

/** The last `days` days up to and with `today`. */
export const lastDays = (days: number, today: string): Period => ({
  from: shiftDay(today, 1 - days),
  to: today,
});

/** Whether nobody works on that day: Saturdays and Sundays, until the organisation has a calendar of its own. */
export function isDayOff(day: string): boolean {
  const weekday = new Date(asUtc(day)).getUTCDay();
  return weekday === 0 || weekday === 6;
}

/** The first instant of the `days` days that end with today: what was touched since then was touched lately. */
export const windowStart = (now: Date, days: number, timeZone: string): Date =>
  startOfDay(addDays(now, 1 - days, timeZone), timeZone);

/** A part of a whole in basis points, or null when there is no whole. */
export const shareBps = (part: number, whole: number): number | null =>
  whole > 0 ? Math.round((part / whole) * 10_000) : null;

/** Taken less than this in the period, nobody stands out. */
const OUTLIER_MIN_TAKEN = 5;
/** Whoever follows up less than this part of what all follow up stands out. */
const OUTLIER_SHARE = 0.75;
/** With fewer people than this there is no team to stand out from. */
const OUTLIER_MIN_PEOPLE = 3;

export type Work = { taken: number; followed: number };

const medianOf = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
};

/**
 * Who claims much and follows up little: at least five taken in the period and no fewer than the median of the
 * people shown, of which a smaller share was followed up than three quarters of everybody's share together.
 */
export function standsOut(person: Work, everybody: readonly Work[]): boolean {
  if (everybody.length < OUTLIER_MIN_PEOPLE || person.taken < OUTLIER_MIN_TAKEN) return false;
  if (person.taken < medianOf(everybody.map((one) => one.taken))) return false;
  const taken = everybody.reduce((sum, one) => sum + one.taken, 0);
  const followed = everybody.reduce((sum, one) => sum + one.followed, 0);
  return person.followed / person.taken < OUTLIER_SHARE * (followed / taken);
}

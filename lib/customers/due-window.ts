import { addDays, startOfDay } from "@/lib/time";
import type { DueWindow } from "./list-schema";

/** How many days after Monday a day of the zone is. */
function weekdayOf(day: Date, timeZone: string): number {
  const shown = new Intl.DateTimeFormat("en-US", { timeZone, weekday: "short" }).format(day);
  return ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(shown);
}

function monthStart(today: Date, timeZone: string, ahead: number): Date {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit" }).format(
    today,
  );
  const [year = 0, month = 1] = parts.split("-").map(Number);
  // Noon of the first in UTC is that day, or the one beside it, everywhere.
  const first = startOfDay(new Date(Date.UTC(year, month - 1 + ahead, 1, 12)), timeZone);
  const on = Number(new Intl.DateTimeFormat("en-US", { timeZone, day: "numeric" }).format(first));
  return on === 1 ? first : addDays(first, on > 15 ? 1 : -1, timeZone);
}

/** The instants that a window of days means, the first within and the last no more; without `from` since ever. */
export function dueWindow(
  window: DueWindow,
  now: Date,
  timeZone: string,
): { from: Date | null; until: Date } {
  const today = startOfDay(now, timeZone);
  const day = (ahead: number) => addDays(today, ahead, timeZone);
  const monday = -weekdayOf(today, timeZone);
  switch (window) {
    case "overdue":
      return { from: null, until: now };
    case "today":
      return { from: today, until: day(1) };
    case "tomorrow":
      return { from: day(1), until: day(2) };
    case "thisWeek":
      return { from: day(monday), until: day(monday + 7) };
    case "nextWeek":
      return { from: day(monday + 7), until: day(monday + 14) };
    case "thisMonth":
      return { from: monthStart(today, timeZone, 0), until: monthStart(today, timeZone, 1) };
  }
}

import type { Span } from "@/lib/conditions/schema";
import { DAY, HOUR } from "@/lib/time";

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the zone's clock shows at an instant, as if it were UTC. */
function wallOf(ms: number, timeZone: string): number {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", {
      ...{ timeZone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric" },
      ...{ hour: "numeric", minute: "numeric", second: "numeric" },
    });
    formats.set(timeZone, format);
  }
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(ms)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) + (((ms % 1000) + 1000) % 1000);
}

/** The last instant at which the clock shows the wall time; in a gap, as if the clock had not been put forward yet. */
export function instantOf(wall: number, timeZone: string): number {
  const offsets = [-DAY, DAY].map((away) => wallOf(wall + away, timeZone) - (wall + away));
  const candidates = offsets.map((offset) => wall - offset);
  const shown = candidates.filter((ms) => wallOf(ms, timeZone) === wall);
  return Math.max(...(shown.length > 0 ? shown : candidates));
}

/** A calendar as a test writes it: the days on which nobody works, by their ISO date. */
export type PlainCalendar = { timeZone: string; isWorking: (day: string) => boolean };

const dayOf = (wall: number): string => new Date(wall).toISOString().slice(0, 10);

/** The end of a span, counted day by day. */
export function plainEnd(
  from: number,
  { amount, unit }: Span,
  { timeZone, isWorking }: PlainCalendar,
): number {
  if (amount === 0) return from;
  if (unit === "hours") return from + amount * HOUR;
  let wall = wallOf(from, timeZone);
  if (unit === "days") return instantOf(wall + amount * DAY, timeZone);
  for (let left = amount; left > 0; ) {
    wall += DAY;
    if (isWorking(dayOf(wall))) left -= 1;
  }
  return instantOf(wall, timeZone);
}

/** The first instant after a day of the zone. */
export const dayEnd = (day: string, timeZone: string): number =>
  instantOf(Date.parse(`${day}T00:00:00Z`) + DAY, timeZone);

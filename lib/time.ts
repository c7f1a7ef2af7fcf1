/** One minute, hour and day in milliseconds. */
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

type WallClock = { year: number; month: number; day: number; hour: number; minute: number; second: number };

const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** What the zone's own clock shows, asked of the time zone database: exact, and slow. */
function readOffset(ms: number, timeZone: string): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatIn(timeZone).formatToParts(new Date(ms))) part[type] = Number(value);
  const read = (name: string) => part[name] ?? 0;
  const day = Date.UTC(read("year"), read("month") - 1, read("day"));
  const wall = day + (read("hour") * 60 + read("minute")) * MINUTE + read("second") * 1000;
  return wall - Math.floor(ms / 1000) * 1000;
}

const MOST_DAYS = 20_000;
const offsets = new Map<string, Map<number, number | null>>();

/** Milliseconds by which the zone's wall clock is ahead of UTC at the instant. */
function offsetAt(ms: number, timeZone: string): number {
  let days = offsets.get(timeZone);
  if (!days || days.size > MOST_DAYS) {
    days = new Map();
    offsets.set(timeZone, days);
  }
  const day = Math.floor(ms / DAY);
  let offset = days.get(day);
  if (offset === undefined) {
    // Clocks change at most once a day: the same offset at both ends is the offset of the whole day.
    const first = readOffset(day * DAY, timeZone);
    offset = first === readOffset((day + 1) * DAY, timeZone) ? first : null;
    days.set(day, offset);
  }
  return offset ?? readOffset(ms, timeZone);
}

function wallClock(at: Date, timeZone: string): WallClock {
  const wall = new Date(at.getTime() + offsetAt(at.getTime(), timeZone));
  return {
    year: wall.getUTCFullYear(),
    month: wall.getUTCMonth() + 1,
    day: wall.getUTCDate(),
    hour: wall.getUTCHours(),
    minute: wall.getUTCMinutes(),
    second: wall.getUTCSeconds(),
  };
}

/** The instant at which the zone's clock shows the wall time; in a spring gap, the instant just after it. */
function fromWallClock(wall: number, timeZone: string): Date {
  const first = wall - offsetAt(wall, timeZone);
  const second = wall - offsetAt(first, timeZone);
  const shown = second + offsetAt(second, timeZone);
  return new Date(shown === wall ? second : Math.max(first, second));
}

/** The calendar day of the instant in the zone, as YYYY-MM-DD. */
export function dayOf(at: Date, timeZone: string): string {
  const w = wallClock(at, timeZone);
  return `${String(w.year).padStart(4, "0")}-${String(w.month).padStart(2, "0")}-${String(w.day).padStart(2, "0")}`;
}

/** The first instant of the zone's calendar day that holds `at`. */
export function startOfDay(at: Date, timeZone: string): Date {
  const w = wallClock(at, timeZone);
  return fromWallClock(Date.UTC(w.year, w.month - 1, w.day), timeZone);
}

/** The first instant of the zone's calendar day `day` (YYYY-MM-DD). */
export const startOn = (day: string, timeZone: string): Date =>
  fromWallClock(Date.parse(`${day}T00:00:00Z`), timeZone);

/** How many minutes the zone's clock shows since its last midnight, whole. */
export function minutesOfDay(at: Date, timeZone: string): number {
  const { hour, minute } = wallClock(at, timeZone);
  return hour * 60 + minute;
}

/** The instant at which the zone's clock shows the whole hour on its day `days` after that of `at`. */
export function atHour(at: Date, hour: number, days: number, timeZone: string): Date {
  const w = wallClock(at, timeZone);
  return fromWallClock(Date.UTC(w.year, w.month - 1, w.day + days, hour), timeZone);
}

/** The first instant of the zone's calendar week (Monday to Sunday) that holds `at`. */
export function startOfWeek(at: Date, timeZone: string): Date {
  const w = wallClock(at, timeZone);
  const midnight = Date.UTC(w.year, w.month - 1, w.day);
  const sinceMonday = (new Date(midnight).getUTCDay() + 6) % 7;
  return fromWallClock(midnight - sinceMonday * DAY, timeZone);
}

/** `days` calendar days of the zone later, at the same time of day. */
export function addDays(at: Date, days: number, timeZone: string): Date {
  const w = wallClock(at, timeZone);
  const ms = ((at.getTime() % 1000) + 1000) % 1000;
  const wall = Date.UTC(w.year, w.month - 1, w.day + days, w.hour, w.minute, w.second) + ms;
  return fromWallClock(wall, timeZone);
}

export const addMs = (at: Date, ms: number): Date => new Date(at.getTime() + ms);

/** The later of two instants. */
export const later = (a: Date, b: Date): Date => (a.getTime() >= b.getTime() ? a : b);

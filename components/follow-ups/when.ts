import { addDays, addMs, HOUR, MINUTE, startOfDay, startOfWeek } from "@/lib/time";

const MORNING_HOURS = 10;

const morning = (day: Date): Date => addMs(day, MORNING_HOURS * HOUR);

export type WhenChoice = "tomorrow" | "inThreeDays" | "nextMonday";

/** The usual next dates, at ten in the morning of the organisation's zone. */
export function whenChoices(now: Date, timeZone: string): { choice: WhenChoice; at: Date }[] {
  const today = startOfDay(now, timeZone);
  return [
    { choice: "tomorrow", at: morning(addDays(today, 1, timeZone)) },
    { choice: "inThreeDays", at: morning(addDays(today, 3, timeZone)) },
    { choice: "nextMonday", at: morning(addDays(startOfWeek(now, timeZone), 7, timeZone)) },
  ];
}

const pad = (value: number) => String(value).padStart(2, "0");

/** What a date-and-time field shows for the instant, by the zone's wall clock. */
export function toWall(at: Date, timeZone: string): string {
  const start = startOfDay(at, timeZone);
  const day = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(at);
  const minutes = Math.floor((at.getTime() - start.getTime()) / MINUTE);
  return `${day}T${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

/** The instant that such a field means; null while it is not complete. */
export function fromWall(wall: string, timeZone: string): Date | null {
  const read = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(wall);
  if (!read) return null;
  const [, year, month, day, hour, minute] = read.map(Number);
  const noon = new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1, 12));
  const near = startOfDay(noon, timeZone);
  // Far from Greenwich the noon of that day is on a neighbour day of the zone.
  const off =
    Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1) -
    Date.parse(`${toWall(near, timeZone).slice(0, 10)}T00:00:00Z`);
  const start = addDays(near, Math.round(off / (24 * HOUR)), timeZone);
  return addMs(start, (hour ?? 0) * HOUR + (minute ?? 0) * MINUTE);
}

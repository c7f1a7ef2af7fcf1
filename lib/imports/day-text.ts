import { serialToDate } from "hucre";
import { startOn } from "@/lib/time";

/** How a column writes its days: years of the Republic (113/05/02), and from which day its serial numbers count. */
export type DayCounting = { roc: boolean; from1904: boolean };
export const COMMON_ERA: DayCounting = { roc: false, from1904: false };

const ROC_FIRST_YEAR = 1911;
/** A year of the Republic that says so, in front or in words: 民國113年5月2日, ROC 113-05-02. */
const ROC_NAMED =
  /^(?:中華民國|中华民国|民國|民国|roc|r\.o\.c\.)\s*(元|\d{1,3})\s*(?:年|[-/.])\s*(\d{1,2})\s*(?:月|[-/.])\s*(\d{1,2})\s*日?/i;
/** The same without a word for it; only where the column says so. */
export const ROC_BARE = /^(\d{2,3})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})日?(?!\d)/;
/** Days of a spreadsheet that lost their format: 1970 to 2099. */
const SERIAL = /^([2-7]\d{4})(?:\.\d+)?$/;

const padded = (year: number, month = "", day = ""): string =>
  `${String(year).padStart(4, "0")}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;

/** A day as a cell writes it, in the manner that the fields for days read; what is no such manner stays as it is. */
export function dayText(text: string, { roc, from1904 }: DayCounting = COMMON_ERA): string {
  const typed = text.normalize("NFKC").trim();
  const named = ROC_NAMED.exec(typed) ?? (roc ? ROC_BARE.exec(typed) : null);
  if (named) {
    const [whole, year = "", month, day] = named;
    const rest = typed.slice(whole.length);
    return `${padded(ROC_FIRST_YEAR + (year === "元" ? 1 : Number(year)), month, day)}${rest}`;
  }
  const serial = SERIAL.exec(typed)?.[1];
  if (serial) return serialToDate(Number(serial), from1904).toISOString().slice(0, 10);
  return text;
}

const MOMENT =
  /^(\d{4})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})日?(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?(Z)?$/;

/** The instant that a cell names, on the clocks of a zone, as ISO; null when it names none. */
export function readInstantOf(text: string, timeZone: string, counting?: DayCounting): string | null {
  const match = MOMENT.exec(dayText(text, counting).normalize("NFKC").trim());
  if (!match) return null;
  const [, year, month, day, hour = "0", minute = "0", second = "0", utc] = match;
  const on = padded(Number(year), month, day);
  const ms = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000;
  const midnight = new Date(`${on}T00:00:00Z`);
  const isDay = !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(on);
  if (!isDay || ms >= 86_400_000 || Number(year) < 1900) return null;
  const start = utc ? midnight : startOn(on, timeZone);
  return new Date(start.getTime() + ms).toISOString();
}

import { type SQL, sql } from "drizzle-orm";
import { instant } from "@/lib/sql-values";
import { addMs, HOUR } from "@/lib/time";
import type { SpanUnit } from "./schema";

/** A stretch in which a zone keeps one offset from UTC, far enough from where it doesn't that no day of it is longer or shorter. */
export type Steady = { from: Date; until: Date };

const whole = (amount: number | SQL): SQL => sql`${amount}::int`;

/** Days of 24 hours where they are: the zone is asked of other instants alone. */
const inHours = (from: SQL, hours: number, end: SQL, steady: Steady): SQL => sql`
  case when ${from} >= ${instant(steady.from)} and ${from} < ${instant(addMs(steady.until, -hours * HOUR))}
    then ${from} + ${hours}::int * interval '1 hour' else ${end} end`;

/**
 * The instant at which a span that begins at `from` ends. Days and working days end at the same time of day in the zone:
 * in a gap of the clock the instant after it, where an hour comes twice the second time. No working day of the calendar
 * is ever counted twice, and a span of none ends where it begins. Where the zone is known to be `steady` days are hours.
 */
export function spanEnd(
  from: SQL,
  { amount, unit }: { amount: number | SQL; unit: SpanUnit },
  timeZone: SQL,
  steady?: Steady,
): SQL {
  const n = whole(amount);
  if (amount === 0) return sql`(${from})`;
  if (unit === "hours") return sql`(${from} + ${n} * interval '1 hour')`;
  const local = sql`(${from} at time zone ${timeZone})`;
  if (unit === "days") {
    const end = sql`((${local} + ${n} * interval '1 day') at time zone ${timeZone})`;
    return steady && typeof amount === "number" ? inHours(from, amount * 24, end, steady) : end;
  }
  // What stands around a span has short names for its tables: a span's own must not hide them.
  return sql`(((select spanned.day from working_days spanned where spanned.is_working and spanned.ordinal = ${n} +
    (select spanning.ordinal from working_days spanning where spanning.day = ${local}::date)) + ${local}::time) at time zone ${timeZone})`;
}

import { type SQL, sql } from "drizzle-orm";
import type { SpanUnit } from "./schema";

const whole = (amount: number | SQL): SQL => sql`${amount}::int`;

/**
 * The instant at which a span that begins at `from` ends. Days and working days end at the same time of day in the zone:
 * in a gap of the clock the instant after it, where an hour comes twice the second time. No working day of the calendar
 * is ever counted twice, and a span of none ends where it begins.
 */
export function spanEnd(
  from: SQL,
  { amount, unit }: { amount: number | SQL; unit: SpanUnit },
  timeZone: SQL,
): SQL {
  const n = whole(amount);
  if (amount === 0) return sql`(${from})`;
  if (unit === "hours") return sql`(${from} + ${n} * interval '1 hour')`;
  const local = sql`(${from} at time zone ${timeZone})`;
  if (unit === "days") return sql`((${local} + ${n} * interval '1 day') at time zone ${timeZone})`;
  // What stands around a span has short names for its tables: a span's own must not hide them.
  return sql`(((select spanned.day from working_days spanned where spanned.is_working and spanned.ordinal = ${n} +
    (select spanning.ordinal from working_days spanning where spanning.day = ${local}::date)) + ${local}::time) at time zone ${timeZone})`;
}

import { type SQL, sql } from "drizzle-orm";
import type { QuietHours } from "./quiet-hours";

/** As `heardAt`, over an instant in SQL. */
export function heardAtSql(at: SQL, quiet: QuietHours | null, timeZone: SQL): SQL {
  if (!quiet) return at;
  const local = sql`(${at} at time zone ${timeZone})`;
  const [from, until] = quiet;
  const hour = sql`extract(hour from ${local})`;
  const afterFrom = sql`${hour} >= ${from}::int`;
  const beforeUntil = sql`${hour} < ${until}::int`;
  const isQuiet = from < until ? sql`${afterFrom} and ${beforeUntil}` : sql`(${afterFrom} or ${beforeUntil})`;
  const day = sql`${local}::date - case when ${afterFrom} then 0 else 1 end`;
  return sql`case when ${isQuiet} then ((${day})::timestamp + make_interval(hours => ${from}::int)) at time zone ${timeZone} else ${at} end`;
}

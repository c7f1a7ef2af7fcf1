import { type SQL, sql } from "drizzle-orm";
import type { QuietHours } from "./quiet-hours";

/**
 * The first instant at which the zone's clock shows the wall time. PostgreSQL takes the second where an hour, or Lord
 * Howe's half hour, comes twice.
 */
function firstShown(wall: SQL, timeZone: SQL): SQL {
  return sql`(select coalesce(min(shown.instant) filter (where shown.instant at time zone ${timeZone} = ${wall}), max(shown.instant))
    from (select (${wall} at time zone ${timeZone}) - earlier as instant
      from unnest(array[interval '0', interval '30 minutes', interval '1 hour']) earlier) shown)`;
}

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
  const begins = firstShown(sql`((${day})::timestamp + make_interval(hours => ${from}::int))`, timeZone);
  return sql`case when ${isQuiet} then ${begins} else ${at} end`;
}

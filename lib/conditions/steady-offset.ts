import { type SQL, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { instant } from "@/lib/sql-values";
import { addMs, DAY } from "@/lib/time";
import type { Steady } from "./spans";

const YEARS = 5 * 365 * DAY;
/** No offset of the time zone database has ever held for less than six days: none is overlooked. */
const STEP = 2 * DAY;

const offsetAt = (at: SQL, timeZone: string): SQL =>
  sql`(${at} at time zone ${timeZone}::text - ${at} at time zone 'UTC')`;

/**
 * Where a zone keeps the offset that it has now, as the database knows the zone, at most five years to either side. Two
 * days are left out at its ends: a local time of within the stretch is there once, and is of no other offset.
 */
export async function readSteady(db: Executor, timeZone: string, now: Date): Promise<Steady> {
  const probed = (sign: 1 | -1) => sql`
    select i from generate_series(1, ${Math.floor(YEARS / STEP)}::int) i
    where ${offsetAt(sql`(${instant(now)} + i * ${sign * STEP}::float8 * interval '1 millisecond')`, timeZone)} <> ${offsetAt(instant(now), timeZone)}
    order by i limit 1`;
  const [row] = await db.execute<{ before: number | null; after: number | null }>(
    sql`select (${probed(-1)}) as before, (${probed(1)}) as after`,
  );
  const kept = (steps: number | null | undefined) => ((steps ?? Math.floor(YEARS / STEP)) - 2) * STEP;
  return { from: addMs(now, -kept(row?.before)), until: addMs(now, kept(row?.after)) };
}

import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import { addMs, DAY } from "@/lib/time";
import { spanEnd } from "./spans";
import { readSteady } from "./steady-offset";

const testDb = useTestDb();
const YEAR = 365 * DAY;

/** Of instants around now, a few hours apart: how many days are counted in hours, and how many of those wrongly. */
async function countWrong(timeZone: string, now: Date, amount: number, apart = "2 hours 53 minutes") {
  const steady = await readSteady(testDb().db, timeZone, now);
  const span = { amount, unit: "days" as const };
  const zone = sql`${timeZone}::text`;
  const [row] = await testDb().db.execute<{ hourly: number; wrong: number }>(sql`
    select count(*) filter (where i.at >= ${steady.from.toISOString()}::timestamptz and i.at < ${addMs(steady.until, -amount * DAY).toISOString()}::timestamptz)::int as hourly,
      count(*) filter (where ${spanEnd(sql`i.at`, span, zone, steady)} <> ${spanEnd(sql`i.at`, span, zone)})::int as wrong
    from generate_series(${addMs(now, -6 * YEAR).toISOString()}::timestamptz, ${addMs(now, 6 * YEAR).toISOString()}::timestamptz, ${apart}::interval) i(at)`);
  return row;
}

test.each([
  ["Asia/Shanghai", "2026-11-20T02:00:00Z", 20, 29_000],
  ["Asia/Taipei", "2026-03-01T00:00:00Z", 1, 29_000],
  ["America/New_York", "2026-08-01T00:00:00Z", 7, 1_000],
  // Half an hour before and after a change of clocks, and in the hour that comes twice.
  ["America/New_York", "2026-11-01T05:30:00Z", 1, 0],
  ["America/New_York", "2026-11-01T06:30:00Z", 30, 0],
  ["Europe/London", "2026-03-29T00:30:00Z", 3, 0],
  ["Australia/Lord_Howe", "2026-06-15T12:00:00Z", 10, 1_000],
  // Clocks go back for Ramadan alone; a day was left out in December 2011.
  ["Africa/Casablanca", "2026-02-20T12:00:00Z", 5, 0],
  ["Pacific/Apia", "2012-03-01T12:00:00Z", 14, 100],
])(
  "in %s around %s days of %i are hours where the zone is steady, and end when they do",
  async (zone, now, amount, least) => {
    const counted = await countWrong(zone, new Date(now), amount);
    expect(counted?.wrong).toBe(0);
    expect(counted?.hourly).toBeGreaterThanOrEqual(least);
  },
);

test("every zone that there is, now", async () => {
  const zones = await testDb().db.execute<{ name: string }>(
    sql`select distinct on (utc_offset, is_dst, left(name, 3)) name from pg_timezone_names order by utc_offset, is_dst, left(name, 3), name`,
  );
  expect(zones.length).toBeGreaterThan(60);
  for (const { name } of zones)
    expect({
      name,
      wrong: (await countWrong(name, new Date("2026-11-20T02:00:00Z"), 21, "17 hours"))?.wrong,
    }).toEqual({
      name,
      wrong: 0,
    });
}, 120_000);

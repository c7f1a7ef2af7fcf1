import { sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import { instant } from "@/lib/sql-values";
import { heardAt, type QuietHours } from "./quiet-hours";
import { heardAtSql } from "./quiet-hours-sql";

const testDb = useTestDb();
const inSql = async (at: Date, quiet: QuietHours, timeZone: string) => {
  const [row] = await testDb().db.execute<{ at: string }>(
    sql`select ${heardAtSql(sql`(${instant(at)})`, quiet, sql`${timeZone}::text`)} as at`,
  );
  return row && new Date(row.at).toISOString();
};

test.each([
  // 23:10 and 03:00 in Shanghai are heard at 22:00 before; 22:00, 08:00 and noon are heard as they are.
  ["2026-11-20T15:10:00Z", "Asia/Shanghai", [22, 8], "2026-11-20T14:00:00.000Z"],
  ["2026-11-20T19:00:00Z", "Asia/Shanghai", [22, 8], "2026-11-20T14:00:00.000Z"],
  ["2026-11-20T14:00:00Z", "Asia/Shanghai", [22, 8], "2026-11-20T14:00:00.000Z"],
  ["2026-11-20T23:59:59.999Z", "Asia/Shanghai", [22, 8], "2026-11-20T14:00:00.000Z"],
  ["2026-11-21T00:00:00Z", "Asia/Shanghai", [22, 8], "2026-11-21T00:00:00.000Z"],
  // A noon break.
  ["2026-11-20T05:30:00Z", "Asia/Shanghai", [12, 14], "2026-11-20T04:00:00.000Z"],
  // The night in which New York's clocks go back; quiet from the hour that comes twice begins with the first of them.
  ["2026-11-01T07:30:00Z", "America/New_York", [22, 8], "2026-11-01T02:00:00.000Z"],
  ["2026-11-01T05:30:00Z", "America/New_York", [1, 8], "2026-11-01T05:00:00.000Z"],
  ["2026-11-01T06:30:00Z", "America/New_York", [1, 8], "2026-11-01T05:00:00.000Z"],
] satisfies [string, string, QuietHours, string][])(
  "%s in %s is heard at %o",
  async (at, timeZone, quiet, heard) => {
    expect(heardAt(new Date(at), quiet, timeZone).toISOString()).toBe(heard);
    expect(await inSql(new Date(at), quiet, timeZone)).toBe(heard);
  },
);

test("the database and the process hear the same, in zones that change their clocks too", async () => {
  const hours = fc.integer({ min: 0, max: 23 });
  const quiet = fc.tuple(hours, hours).filter(([from, until]) => from !== until);
  const anyMinute = fc.integer({ min: 0, max: 366 * 24 * 60 });
  const aroundChange = fc
    .tuple(
      fc.constantFrom("03-08T07:00Z", "04-04T15:00Z", "10-03T15:30Z", "11-01T06:00Z"),
      fc.integer({ min: -1600, max: 1600 }),
    )
    .map(([change, minutes]) => (Date.parse(`2026-${change}`) - Date.UTC(2026, 0, 1)) / 60_000 + minutes);
  const minutes = fc.oneof(anyMinute, aroundChange);
  const zone = fc.constantFrom("Asia/Shanghai", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu");
  await fc.assert(
    fc.asyncProperty(minutes, quiet, zone, async (minute, quiet, timeZone) => {
      const at = new Date(Date.UTC(2026, 0, 1) + minute * 60_000);
      const heard = heardAt(at, quiet, timeZone);
      expect(heard.getTime()).toBeLessThanOrEqual(at.getTime());
      expect(await inSql(at, quiet, timeZone)).toBe(heard.toISOString());
    }),
    { numRuns: 600 },
  );
});

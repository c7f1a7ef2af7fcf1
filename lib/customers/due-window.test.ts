import { expect, test } from "vitest";
import { dueWindow } from "./due-window";

const SHANGHAI = "Asia/Shanghai";
// A Friday at ten in the morning.
const FRIDAY = "2026-11-20T02:00:00Z";

test.each([
  ["overdue", FRIDAY, SHANGHAI, null, "2026-11-20T02:00:00.000Z"],
  ["today", FRIDAY, SHANGHAI, "2026-11-19T16:00:00.000Z", "2026-11-20T16:00:00.000Z"],
  ["tomorrow", FRIDAY, SHANGHAI, "2026-11-20T16:00:00.000Z", "2026-11-21T16:00:00.000Z"],
  ["thisWeek", FRIDAY, SHANGHAI, "2026-11-15T16:00:00.000Z", "2026-11-22T16:00:00.000Z"],
  ["nextWeek", FRIDAY, SHANGHAI, "2026-11-22T16:00:00.000Z", "2026-11-29T16:00:00.000Z"],
  ["thisMonth", FRIDAY, SHANGHAI, "2026-10-31T16:00:00.000Z", "2026-11-30T16:00:00.000Z"],
  // Sunday at 23:59:59 is still this week, a second later is the next.
  ["thisWeek", "2026-11-22T15:59:59Z", SHANGHAI, "2026-11-15T16:00:00.000Z", "2026-11-22T16:00:00.000Z"],
  ["thisWeek", "2026-11-22T16:00:00Z", SHANGHAI, "2026-11-22T16:00:00.000Z", "2026-11-29T16:00:00.000Z"],
  // The year turns in Shanghai while it is still December in UTC; the clock goes forward in New York.
  ["thisMonth", "2026-12-31T17:00:00Z", SHANGHAI, "2026-12-31T16:00:00.000Z", "2027-01-31T16:00:00.000Z"],
  [
    "thisMonth",
    "2026-03-05T12:00:00Z",
    "America/New_York",
    "2026-03-01T05:00:00.000Z",
    "2026-04-01T04:00:00.000Z",
  ],
  [
    "thisMonth",
    "2026-03-05T12:00:00Z",
    "Pacific/Kiritimati",
    "2026-02-28T10:00:00.000Z",
    "2026-03-31T10:00:00.000Z",
  ],
  [
    "thisMonth",
    "2026-03-05T12:00:00Z",
    "Pacific/Pago_Pago",
    "2026-03-01T11:00:00.000Z",
    "2026-04-01T11:00:00.000Z",
  ],
] as const)("%s at %s in %s", (window, now, zone, from, until) => {
  const read = dueWindow(window, new Date(now), zone);
  expect([read.from?.toISOString() ?? null, read.until.toISOString()]).toEqual([from, until]);
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, DAY, dayOf, HOUR, startOfDay, startOfWeek } from "./time";

const ZONES = [
  ...["Asia/Shanghai", "Asia/Taipei", "Asia/Kathmandu", "America/New_York", "Europe/Berlin"],
  ...["Australia/Lord_Howe", "Pacific/Apia", "America/St_Johns", "Africa/Casablanca", "UTC"],
];
const zones = fc.constantFrom(...ZONES);
const instants = fc
  .integer({ min: Date.UTC(1995, 0, 1), max: Date.UTC(2060, 0, 1) })
  .map((milliseconds) => new Date(milliseconds));

/** What the platform's own formatter shows, to the second. */
function shown(at: Date, timeZone: string): string {
  const format = new Intl.DateTimeFormat("sv-SE", {
    ...{ timeZone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit" },
    ...{ hour: "2-digit", minute: "2-digit", second: "2-digit" },
  });
  return format.format(at);
}

describe("days of a zone", () => {
  test("the day is the one that the zone's clock shows", () => {
    fc.assert(
      fc.property(instants, zones, (at, zone) => {
        expect(dayOf(at, zone)).toBe(shown(at, zone).slice(0, 10));
      }),
      { numRuns: 3_000 },
    );
  });

  test("a day starts at its first instant: the one before is another day", () => {
    fc.assert(
      fc.property(instants, zones, (at, zone) => {
        const start = startOfDay(at, zone);
        expect(start <= at).toBe(true);
        expect(dayOf(start, zone)).toBe(dayOf(at, zone));
        expect(dayOf(new Date(start.getTime() - 1), zone)).not.toBe(dayOf(at, zone));
      }),
      { numRuns: 3_000 },
    );
  });

  test("days later it is the same time of day, but where a clock change has taken that time away", () => {
    fc.assert(
      fc.property(instants, zones, fc.integer({ min: -400, max: 400 }), (at, zone, days) => {
        const then = addDays(at, days, zone);
        expect(Math.abs(then.getTime() - at.getTime() - days * DAY)).toBeLessThanOrEqual(2 * HOUR + DAY);
        const time = shown(then, zone).slice(11);
        if (time !== shown(at, zone).slice(11)) {
          const before = shown(new Date(then.getTime() - 2 * HOUR), zone);
          const jump =
            Date.parse(`${shown(then, zone).replace(" ", "T")}Z`) -
            Date.parse(`${before.replace(" ", "T")}Z`);
          expect(jump).not.toBe(2 * HOUR);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  test("a spring gap moves a time forward, an autumn hour is taken at its first showing or its only one", () => {
    expect(addDays(new Date("2026-03-07T07:30:00Z"), 1, "America/New_York").toISOString()).toBe(
      "2026-03-08T07:30:00.000Z",
    );
    expect(addDays(new Date("2026-10-31T05:30:00Z"), 1, "America/New_York").toISOString()).toBe(
      "2026-11-01T05:30:00.000Z",
    );
    expect(startOfDay(new Date("2026-11-01T12:00:00Z"), "America/New_York").toISOString()).toBe(
      "2026-11-01T04:00:00.000Z",
    );
  });

  test("a week starts on Monday", () => {
    expect(startOfWeek(new Date("2026-11-22T15:59:59Z"), "Asia/Shanghai").toISOString()).toBe(
      "2026-11-15T16:00:00.000Z",
    );
    expect(startOfWeek(new Date("2026-11-22T16:00:00Z"), "Asia/Shanghai").toISOString()).toBe(
      "2026-11-22T16:00:00.000Z",
    );
  });
});

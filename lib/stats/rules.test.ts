import { describe, expect, it } from "vitest";
import {
  daysOf,
  isDayOff,
  lastDays,
  lengthOf,
  previousPeriod,
  shareBps,
  shiftDay,
  standsOut,
  windowStart,
} from "./rules";

describe("a period", () => {
  it("holds both of its ends", () => {
    expect(lengthOf({ from: "2026-11-20", to: "2026-11-20" })).toBe(1);
    expect(lastDays(7, "2026-03-03")).toEqual({ from: "2026-02-25", to: "2026-03-03" });
    expect(daysOf({ from: "2028-02-28", to: "2028-03-01" })).toEqual([
      "2028-02-28",
      "2028-02-29",
      "2028-03-01",
    ]);
    expect(daysOf({ from: "2026-03-02", to: "2026-03-01" })).toEqual([]);
  });

  it("is compared with as many days just before", () => {
    expect(previousPeriod({ from: "2026-01-01", to: "2026-01-31" })).toEqual({
      from: "2025-12-01",
      to: "2025-12-31",
    });
    expect(previousPeriod({ from: "2026-11-20", to: "2026-11-20" })).toEqual({
      from: "2026-11-19",
      to: "2026-11-19",
    });
  });

  it("crosses years and clock changes by the calendar alone", () => {
    expect(shiftDay("2026-12-31", 1)).toBe("2027-01-01");
    expect(shiftDay("2026-03-30", -2)).toBe("2026-03-28");
  });
});

describe("days off", () => {
  it.each([
    ["2026-11-20", false],
    ["2026-11-21", true],
    ["2026-11-22", true],
    ["2026-11-23", false],
  ])("%s: %s", (day, off) => expect(isDayOff(day)).toBe(off));
});

describe("the window of the last days", () => {
  it("begins with the day, in the organisation's zone", () => {
    const now = new Date("2026-11-20T18:30:00Z");
    expect(windowStart(now, 1, "Asia/Shanghai")).toEqual(new Date("2026-11-20T16:00:00Z"));
    expect(windowStart(now, 30, "Asia/Shanghai")).toEqual(new Date("2026-10-22T16:00:00Z"));
    expect(windowStart(now, 30, "America/New_York")).toEqual(new Date("2026-10-22T04:00:00Z"));
  });
});

describe("a share", () => {
  it("is in basis points, and nothing of nothing is no share", () => {
    expect(shareBps(7865, 12406)).toBe(6340);
    expect(shareBps(0, 5)).toBe(0);
    expect(shareBps(0, 0)).toBeNull();
  });
});

describe("who claims much and follows up little", () => {
  const team = [
    { taken: 20, followed: 16 },
    { taken: 10, followed: 8 },
    { taken: 6, followed: 5 },
  ];
  const idler = { taken: 20, followed: 4 };

  it("stands out", () => expect(standsOut(idler, [...team, idler])).toBe(true));

  it.each([
    ["takes less than the median", { taken: 7, followed: 0 }, team],
    [
      "takes less than five",
      { taken: 4, followed: 0 },
      [
        { taken: 1, followed: 1 },
        { taken: 2, followed: 2 },
      ],
    ],
    ["follows up nearly as much as all together", { taken: 20, followed: 14 }, team],
    ["has no team to stand out from", idler, [{ taken: 20, followed: 20 }]],
    [
      "does what nobody does either",
      { taken: 20, followed: 0 },
      team.map(({ taken }) => ({ taken, followed: 0 })),
    ],
  ])("does not stand out: %s", (_, person, others) =>
    expect(standsOut(person, [...others, person])).toBe(false),
  );
});

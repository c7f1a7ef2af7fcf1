import { describe, expect, it } from "vitest";
import { daysOf, lastDays } from "@/lib/stats/rules";
import {
  addDays,
  allIn,
  allOut,
  daysOffIn,
  inOutDays,
  niceMax,
  tickDays,
  toweringDays,
  usedWays,
  WAYS_IN,
} from "./in-out";

const daysOfStretch = (days: number, today = "2026-11-20") =>
  inOutDays(
    daysOf(lastDays(days, today)).map((day) => ({
      day,
      counts: { claimed: 3, invalidated: 1, reclaimed: 2, created: 5 },
    })),
  );

describe("the bars", () => {
  it("go up for what comes and down for what leaves", () => {
    const [day] = daysOfStretch(1);
    expect(day).toMatchObject({ back: 2, fresh: 5, taken: -3, gone: -1, off: false });
  });

  it("add up", () => {
    const total = addDays(daysOfStretch(7));
    expect([allIn(total), allOut(total)]).toEqual([49, 28]);
    expect(usedWays(WAYS_IN, total)).toEqual(["reclaimed", "created"]);
  });

  it("hatch the days off as stretches", () => {
    expect(daysOffIn(daysOfStretch(14))).toEqual([
      { from: "2026-11-07", to: "2026-11-08" },
      { from: "2026-11-14", to: "2026-11-15" },
    ]);
  });

  it.each([
    [[1], 2],
    [[7], 8],
    [[61], 80],
    [[100], 100],
    [[101], 200],
    [[0], 2],
  ])("end the axis of %o with a round %i", ([claimed = 0], end) => {
    expect(niceMax(inOutDays([{ day: "2026-11-20", counts: { claimed } }]))).toBe(end);
  });

  it("do not let one great import flatten the other days", () => {
    const days = daysOfStretch(30);
    const [first] = days;
    if (!first) throw new Error("no day");
    first.fresh = 900;
    expect(niceMax(days)).toBe(10);
    expect(toweringDays(days, 10)).toEqual([{ day: first.day, count: 902, up: true, late: false }]);
  });

  it.each([7, 14, 30, 90, 366])("label few days of %i, and each but the first a Monday", (days) => {
    const ticks = tickDays(daysOfStretch(days));
    expect(ticks.length).toBeGreaterThan(0);
    expect(ticks.length).toBeLessThanOrEqual(9);
    for (const tick of ticks.slice(1)) expect(new Date(`${tick}T00:00:00Z`).getUTCDay()).toBe(1);
  });
});

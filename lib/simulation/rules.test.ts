import { describe, expect, it } from "vitest";
import { daysInside, kneeOf, lengthsOf, MOST_POINTS, stepDays, tellingPart } from "./rules";
import type { CurvePoint } from "./types";

const curve = (deals: readonly number[]): CurvePoint[] =>
  deals.map((count, n) => ({
    ...{ length: n + 1, reclaimed: 10 - n, idleDays: 100 - n, deals: count, value: count * 100 },
  }));

describe("the knee", () => {
  it("is the shortest length from which on no longer one costs more than the share", () => {
    expect(kneeOf(curve([9, 6, 4, 2, 1, 0]), 40, 500)?.length).toBe(4);
    expect(kneeOf(curve([9, 6, 4, 2, 1, 0]), 40, 0)?.length).toBe(6);
    expect(kneeOf(curve([9, 6, 4, 2, 1, 0]), 40, 1_000)?.length).toBe(3);
  });

  it("passes over a length that costs little when a longer one costs more", () => {
    expect(kneeOf(curve([1, 6, 2, 0]), 40, 500)?.length).toBe(3);
  });

  it("is the first length when nothing costs too much, and none when everything does", () => {
    expect(kneeOf(curve([1, 0, 0]), 40, 500)?.length).toBe(1);
    expect(kneeOf(curve([9, 8, 7]), 40, 500)).toBeNull();
  });

  it("is not to be seen where there were no deals", () => {
    expect(kneeOf(curve([0, 0]), 0, 500)).toBeNull();
    expect(kneeOf([], 40, 500)).toBeNull();
  });
});

describe("the lengths of a curve", () => {
  it("are 1, 2, 3 and so on in days, far enough to see what a longer clock would do", () => {
    const lengths = lengthsOf({ amount: 30, unit: "days" });
    expect([lengths[0], lengths[1], lengths.length, lengths.at(-1)]).toEqual([1, 2, 120, 120]);
    expect(lengthsOf({ amount: 7, unit: "working_days" }).at(-1)).toBe(90);
  });

  it("are never more than the chart can show, and reach twice as far as the clock", () => {
    for (const amount of [1, 24, 100, 3_000]) {
      const lengths = lengthsOf({ amount, unit: "hours" });
      expect(lengths.length).toBeLessThanOrEqual(MOST_POINTS);
      const step = lengths[0] ?? 0;
      expect(lengths.at(-1)).toBeGreaterThan(Math.min(amount * 2, 3_650) - step);
      expect(lengths.every((length, n) => length === step * (n + 1))).toBe(true);
    }
    expect(lengthsOf({ amount: 24, unit: "hours" }, 15)).toHaveLength(15);
  });
});

it("a period is cut into days, or into whole weeks where it is long", () => {
  for (const days of [1, 31, 32, 90, 180, 365, 731]) {
    expect(days / stepDays(days)).toBeLessThanOrEqual(31);
    if (days > 31) expect(stepDays(days) % 7).toBe(0);
  }
  expect(stepDays(31)).toBe(1);
  expect(stepDays(90)).toBe(7);
  expect(daysInside("2026-02-28", "2026-03-01")).toBe(2);
});

it("a curve is told as far as something changes, and at least up to where the clock is", () => {
  const flat = (length: number, reclaimed: number): CurvePoint => ({
    ...{ length, reclaimed, idleDays: 0, deals: 0, value: 0 },
  });
  const points = Array.from({ length: 120 }, (_, n) => flat(n + 1, n < 20 ? 20 - n : 0));
  expect(tellingPart(points, 5).at(-1)?.length).toBe(24);
  expect(tellingPart(points, 60).at(-1)?.length).toBe(64);
  expect(tellingPart([], 5)).toEqual([]);
});

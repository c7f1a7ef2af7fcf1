import { describe, expect, it, test } from "vitest";
import { planOf, windowsFor } from "./name-windows";

/** The numbers below which a window does not reach, as its blocks say. */
const from = (blocks: readonly number[]) =>
  Math.min(...blocks.map((gram) => (gram % 2 === 0 ? (gram / 2) * 4_096 : ((gram - 1) / 2) * 65_536)));

describe("how far a search among many names looks at first", () => {
  test.each([
    ["nobody has written a name", 0, 1_000_000, 1],
    ["the index passes over little for it", 10_000_000, 90_000, 0.0002],
    ["nothing is found", 10_000_000, 10_000_000, 0],
    ["there are few names", 100, 1_000_000, 0.2],
    ["a page of them lies further back than a window reaches", 10_000_000, 10_000_000, 0.00001],
    ["going to the blocks takes as long", 10_000_000, 100_000, 0.00005],
  ])("at all names when %s", (_, newest, passed, likely) =>
    expect(windowsFor(newest, passed, likely)).toEqual([]),
  );

  it("at as many of the newest as are likely to hold a page, then at four and sixteen times as many, whatever the count", () => {
    for (const newest of [10_000_000, 100_000_000]) {
      const windows = windowsFor(newest, newest, 36 / 30_000);
      expect(windows).toHaveLength(3);
      for (const [at, blocks] of windows.entries()) {
        const [names, size] = [30_000 * 4 ** at, at === 0 ? 4_096 : 65_536];
        expect(newest - from(blocks)).toBeGreaterThanOrEqual(names);
        expect(newest - from(blocks)).toBeLessThan(names + 2 * size);
      }
    }
  });

  it("at a million names at most, in no more than seventeen blocks without a gap up to the newest", () => {
    for (let likely = 1; likely > 0.000035; likely *= 0.7) {
      const windows = windowsFor(20_123_456, 20_000_000, likely);
      expect(windows.length).toBeGreaterThan(0);
      for (const blocks of windows) {
        const size = (blocks[0] ?? 0) % 2 === 0 ? 4_096 : 65_536;
        expect(blocks.length).toBeLessThanOrEqual(17);
        expect(Math.floor((blocks[0] ?? 0) / 2)).toBe(Math.floor(20_123_456 / size));
        expect(from(blocks)).toBe((Math.floor(20_123_456 / size) - blocks.length + 1) * size);
      }
    }
  });
});

describe("which ways to mean a text", () => {
  const shares = (of: Record<number, number>) => ({
    of: (gram: number) => of[gram] ?? 0,
    newest: 10_000_000,
  });
  const way = (...all: number[]) => ({ all, anyOf: [], shared: null });

  it("are asked of windows is told by the shortest list of each", () => {
    const [common, rare, both] = [way(1), way(2), way(1, 2)];
    const plan = planOf([common, rare, both], shares({ 1: 0.4, 2: 0.00001 }), 1);
    expect(plan.common).toEqual([common, both]);
    expect(plan.rare).toEqual([rare]);
    expect(plan.windows).toHaveLength(3);
  });

  it("go further back where little of what they find lies", () => {
    const reach = (share: number) => from(planOf([way(1)], shares({ 1: 0.01 }), share).windows[0] ?? []);
    expect(reach(0.1)).toBeLessThan(reach(1));
  });
});

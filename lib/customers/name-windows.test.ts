import { describe, expect, it, test } from "vitest";
import { windowsFor } from "./name-windows";

/** The numbers below which a window does not reach, as its blocks say. */
const from = (blocks: readonly number[]) =>
  Math.min(...blocks.map((gram) => (gram % 2 === 0 ? (gram / 2) * 4_096 : ((gram - 1) / 2) * 65_536)));

describe("how far a search among many names looks at first", () => {
  test.each([
    ["nobody has written a name", 0, 1, 1],
    ["the index reads little for it", 10_000_000, 0.01, 0.0002],
    ["nothing is found", 10_000_000, 1, 0],
    ["there are few names", 10_000, 4, 0.2],
  ])("at all names when %s", (_, newest, read, likely) =>
    expect(windowsFor(newest, read, likely)).toEqual([]),
  );

  it("at as many of the newest as are likely to hold pages, then at a multiple, whatever the count", () => {
    for (const newest of [10_000_000, 100_000_000]) {
      const [first = [], second = [], ...more] = windowsFor(newest, 1, 0.05);
      expect(more).toEqual([]);
      expect(newest - from(first)).toBeGreaterThanOrEqual(2_000);
      expect(newest - from(first)).toBeLessThan(2_000 + 2 * 4_096);
      expect(newest - from(second)).toBeGreaterThanOrEqual(262_144);
      expect(newest - from(second)).toBeLessThan(262_144 + 2 * 65_536);
    }
  });

  it("at a million names at most, in no more than seventeen blocks without a gap up to the newest", () => {
    for (let likely = 1; likely > 0.00001; likely *= 0.7) {
      const windows = windowsFor(20_123_456, 1, likely);
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

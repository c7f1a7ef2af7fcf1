import { describe, expect, it, test } from "vitest";
import { windowsFor } from "./name-windows";

/** The numbers below which a window does not reach, as its blocks say. */
const from = (blocks: readonly number[]) =>
  Math.min(...blocks.map((gram) => (gram % 2 === 0 ? (gram / 2) * 4_096 : ((gram - 1) / 2) * 65_536)));

describe("how far a search among many names looks at first", () => {
  test.each([
    ["nobody has written a name", 0, 1],
    ["few are likely", 10_000_000, 0.0002],
    ["nothing is known of it", 10_000_000, 0],
    ["there are few names", 10_000, 0.2],
  ])("at all names when %s", (_, newest, likely) => expect(windowsFor(newest, likely)).toEqual([]));

  it("at as many of the newest as are likely to hold a page, then at a million, whatever the count", () => {
    for (const newest of [10_000_000, 100_000_000]) {
      const [first = [], second = [], ...more] = windowsFor(newest, 0.05);
      expect(more).toEqual([]);
      expect(newest - from(first)).toBeGreaterThanOrEqual(3_000);
      expect(newest - from(first)).toBeLessThan(3_000 + 2 * 4_096);
      expect(newest - from(second)).toBeGreaterThanOrEqual(1_000_000);
      expect(newest - from(second)).toBeLessThan(1_250_000);
    }
  });

  it("at no more than seventeen blocks, without a gap up to the newest", () => {
    for (let likely = 1; likely > 0.00003; likely *= 0.7) {
      for (const blocks of windowsFor(20_123_456, likely)) {
        const size = (blocks[0] ?? 0) % 2 === 0 ? 4_096 : 65_536;
        expect(blocks.length).toBeLessThanOrEqual(17);
        expect(Math.floor((blocks[0] ?? 0) / 2)).toBe(Math.floor(20_123_456 / size));
        expect(from(blocks)).toBe((Math.floor(20_123_456 / size) - blocks.length + 1) * size);
      }
    }
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keptBefore, type Rank, rankingOf } from "./ranking";

const rank = fc.record<Rank>({
  shielded: fc.boolean(),
  worth: fc.array(fc.constantFrom(0, 1, 2, 3, null), { minLength: 2, maxLength: 2 }),
  customerId: fc.constant(""),
});
const step = fc.record({ who: fc.nat(11), rank: fc.option(rank, { freq: 3 }) });

describe("a ranking", () => {
  it("has too much of exactly what a list sorted anew has behind the cap, and tells whom it moved", () => {
    fc.assert(
      fc.property(fc.nat(5), fc.array(step, { maxLength: 80 }), (cap, steps) => {
        const ranking = rankingOf<number>(cap);
        const held = new Map<number, Rank>();
        let before = new Set<number>();
        for (const { who, rank } of steps) {
          // Ids in another order than the numbers, and never two alike.
          const own = rank && { ...rank, customerId: String((who * 7) % 12).padStart(2, "0") };
          if (own) held.set(who, own);
          else held.delete(who);
          if (own) ranking.put(who, own);
          else ranking.drop(who);
          const sorted = [...held].sort(([, a], [, b]) => (keptBefore(a, b) ? -1 : 1));
          const over = new Set(sorted.slice(cap).map(([one]) => one));
          expect(new Set([...held.keys()].filter(ranking.isOver))).toEqual(over);
          const other = [...held.keys()].filter((one) => over.has(one) !== before.has(one));
          expect(ranking.moved()).toEqual(expect.arrayContaining(other));
          before = over;
        }
      }),
      { numRuns: 300 },
    );
  });

  it("keeps what is protected, then what is worth more, then the smaller id; nothing known is worth least", () => {
    const one: Rank = { shielded: false, worth: [2, 1], customerId: "b" };
    expect(keptBefore({ ...one, shielded: true, worth: [null, null] }, one)).toBe(true);
    expect(keptBefore({ ...one, worth: [1, 9] }, one)).toBe(true);
    expect(keptBefore({ ...one, worth: [2, null] }, one)).toBe(false);
    expect(keptBefore({ ...one, customerId: "a" }, one)).toBe(true);
  });

  it("asks its order a number of times that grows with the logarithm of what is held", () => {
    let asked = 0;
    const counted = (n: number): Rank => ({
      ...{ shielded: false, customerId: String(n).padStart(6, "0") },
      get worth() {
        asked += 1;
        return [(n * 7_919) % 10_007];
      },
    });
    const [ranking, many] = [rankingOf<number>(200), 2_000];
    for (let n = 0; n < many; n++) ranking.put(n, counted(n));
    for (let n = 0; n < many; n++) ranking.put(n, counted(many - n));
    for (let n = 0; n < many; n++) ranking.drop(n);
    // Each comparison reads both; sorted anew at each of the 6,000 changes it would be a hundred million.
    expect(asked).toBeLessThan(3 * many * 6 * Math.log2(many) * 4);
  });
});

import { describe, expect, it } from "vitest";
import { type CrowdTenure, type OverCap, overflowOf, type Stretch } from "./overflow";

/** A clock of ten instants over the cap, and the order of the rules. */
const asked: OverCap = {
  ...{ from: 0, until: 1_000, order: ["idle", "over"], runOut: [10] },
  rules: [{ id: "over", clock: 0, notice: null }],
};
const stretch = (
  at: number,
  ends: number,
  worth: number,
  more: Partial<Record<number, unknown>> = {},
): Stretch =>
  Object.assign([at, ends, null, true, [worth], [at + 10], null, null, [true]], more) as unknown as Stretch;

const tenure = (id: string, stretches: Stretch[], more: Partial<CrowdTenure> = {}): CrowdTenure => ({
  ...{ id, customerId: id, begins: stretches[0]?.[0] ?? 0, ends: null, reclaimed: false, hit: null },
  ...{ stretches, ...more },
});
const taken = (cap: number, tenures: CrowdTenure[], how = asked) =>
  [...overflowOf({ cap, tenures }, how)].map(([id, { at, from }]) => [id, from, at]);

describe("what is too much", () => {
  it("is what came last of what is worth the least, and goes when its clock has run out", () => {
    const all = [1, 2, 3].map((worth) => tenure(`t${worth}`, [stretch(worth * 5, 1_000, worth)]));
    expect(taken(1, all)).toEqual([
      ["t2", 10, 20],
      ["t3", 15, 25],
    ]);
    expect(taken(2, all)).toEqual([["t3", 15, 25]]);
    expect(taken(3, all)).toEqual([]);
  });

  it("begins no earlier than the period", () => {
    const all = [1, 2].map((worth) => tenure(`t${worth}`, [stretch(worth, 1_000, worth)]));
    expect(taken(1, all, { ...asked, from: 100, runOut: [110] })).toEqual([["t2", 100, 110]]);
  });

  it("is no longer too much once another goes by another rule, or is given back", () => {
    const late = tenure("late", [stretch(20, 1_000, 2)]);
    const hit = { at: 25, due: 25, rule: "idle", from: 0, ends: 1_000 };
    expect(taken(1, [tenure("first", [stretch(0, 1_000, 1)], { hit }), late])).toEqual([]);
    expect(taken(1, [tenure("first", [stretch(0, 25, 1)], { ends: 25 }), late])).toEqual([]);
    // In the instant in which its own clock runs out both go: the sweep has seen it marked.
    const then = { ...hit, at: 30, due: 30 };
    expect(taken(1, [tenure("first", [stretch(0, 1_000, 1)], { hit: then }), late])).toEqual([
      ["late", 20, 30],
    ]);
  });

  it("is another where the worth changes, and the clock begins anew", () => {
    const falls = tenure("falls", [stretch(0, 15, 1), stretch(15, 1_000, 9)]);
    expect(taken(1, [falls, tenure("stays", [stretch(8, 1_000, 5)])])).toEqual([["falls", 15, 25]]);
  });

  it("is kept while it is protected, and its clock begins when that ends", () => {
    const shielded = tenure("shielded", [stretch(0, 1_000, 9, { 2: 40, 6: [50] })]);
    const better = tenure("better", [stretch(35, 1_000, 1)]);
    expect(taken(1, [shielded, better])).toEqual([["shielded", 40, 50]]);
  });

  it("waits for the pauses and for what the rule asks, and goes in the stretch in which that holds", () => {
    const other = tenure("other", [stretch(0, 1_000, 1)]);
    const paused = tenure("paused", [stretch(5, 1_000, 9, { 7: [[8, 20]] })]);
    expect(taken(1, [other, paused])).toEqual([["paused", 5, 27]]);
    const spared = tenure("spared", [stretch(5, 30, 9, { 8: [false] }), stretch(30, 1_000, 9)]);
    expect(taken(1, [other, spared])).toEqual([["spared", 5, 30]]);
  });

  it("goes by the rule that takes it first, in one instant by the first of their order", () => {
    const other = tenure("other", [stretch(0, 1_000, 1)]);
    const both = (at: number) =>
      tenure("both", [stretch(5, 1_000, 9)], { hit: { at, due: at, rule: "idle", from: 5, ends: 1_000 } });
    expect(taken(1, [other, both(14)])).toEqual([]);
    expect(taken(1, [other, both(15)])).toEqual([]);
    expect(taken(1, [other, both(15)], { ...asked, order: ["over", "idle"] })).toEqual([["both", 5, 15]]);
    expect(taken(1, [other, both(16)])).toEqual([["both", 5, 15]]);
  });

  it("is kept by a notice from those who held before it, as long as the rule of before does", () => {
    const all = [
      tenure("other", [stretch(0, 1_000, 1, { 8: [true, 18] })]),
      tenure("old", [stretch(5, 1_000, 9, { 8: [true, 18] })]),
    ];
    const notice = (from: number, was: number | null): OverCap => ({
      ...asked,
      rules: [{ id: "over", clock: 0, notice: { from, until: 100, was } }],
    });
    expect(taken(1, all, notice(50, null))).toEqual([["old", 5, 100]]);
    expect(taken(1, all, notice(50, 1))).toEqual([["old", 5, 18]]);
    expect(taken(1, all, notice(5, null))).toEqual([["old", 5, 15]]);
  });

  it("doesn't count what the policy counts not", () => {
    const won = tenure("won", [stretch(0, 1_000, 1, { 3: false })]);
    expect(taken(1, [won, tenure("second", [stretch(5, 1_000, 9)])])).toEqual([]);
  });
});

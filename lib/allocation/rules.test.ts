import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AllocationRule, allocationRule } from "@/lib/policies/allocation-rule";
import { addMs, MINUTE } from "@/lib/time";
import { type Look, partToLookAt, WHOLE_EVERY_MS } from "./looks";
import { choose, freePairs, give, type Hand, isMeant, openPlaces } from "./rules";

const NOBODY: ReadonlySet<string> = new Set();
const AT = "2026-11-20T02:00:00.000Z";

const hand = (userId: string, given: Partial<Hand> = {}): Hand => ({
  ...{ userId, name: userId, role: "rep", teamId: "t1", reached: true, away: false, held: 0, cap: 10 },
  turns: new Map(),
  ...given,
});
const turn = (place: number, today = 0): Hand["turns"] => new Map([["a", { place, at: AT, today }]]);
const rule = (given: Partial<AllocationRule> = {}): AllocationRule => allocationRule({ id: "a", ...given });
const chosen = (of: AllocationRule, hands: Hand[], cooling = NOBODY) =>
  choose(of, hands, cooling).hand?.userId;

describe("whom a rule means", () => {
  const boss = hand("boss", { role: "manager" });
  test("everybody is every rep, a team its reps, and who leads is named or gets nothing", () => {
    expect(isMeant(rule(), hand("x"))).toBe(true);
    expect(isMeant(rule(), boss)).toBe(false);
    const team = rule({ to: { kind: "teams", teamIds: ["t1"] } });
    expect(isMeant(team, hand("x"))).toBe(true);
    expect(isMeant(team, boss)).toBe(false);
    expect(isMeant(team, hand("x", { teamId: "t2" }))).toBe(false);
    expect(isMeant(team, hand("x", { teamId: null }))).toBe(false);
    const named = rule({ to: { kind: "people", userIds: ["boss"] } });
    expect(isMeant(named, boss)).toBe(true);
    expect(isMeant(named, hand("x"))).toBe(false);
  });
});

describe("whose turn it is", () => {
  test("longest ago, who never had one before all, and among those the one whose id is first", () => {
    expect(chosen(rule(), [hand("a", { turns: turn(5) }), hand("b", { turns: turn(4) })])).toBe("b");
    expect(chosen(rule(), [hand("a", { turns: turn(5) }), hand("b")])).toBe("b");
    expect(chosen(rule(), [hand("b"), hand("a")])).toBe("a");
  });

  test("a turn by another rule is none of this one's", () => {
    const other = new Map([["other", { place: 9, at: AT, today: 3 }]]);
    expect(chosen(rule({ perDay: 3 }), [hand("a", { turns: other }), hand("b", { turns: turn(1) })])).toBe(
      "a",
    );
  });

  test("over any number of gifts nobody is more than one ahead, whoever has come in between", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 60 }), (people, gifts) => {
        const hands = Array.from({ length: people }, (_, n) => hand(`u${n}`, { cap: null }));
        for (let place = 1; place <= gifts; place += 1) {
          const next = choose(rule(), hands, NOBODY);
          if (next.hand) give(rule(), next.hand, { place, at: AT });
        }
        const counts = hands.map(({ held }) => held);
        expect(counts.reduce((sum, n) => sum + n, 0)).toBe(gifts);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("who holds the least", () => {
  const fewest = rule({ method: "fewest_held" });
  test.each<[string, Hand[], string]>([
    ["by the share of the cap", [hand("a", { held: 5, cap: 10 }), hand("b", { held: 8, cap: 20 })], "b"],
    ["then by the number", [hand("a", { held: 10, cap: 20 }), hand("b", { held: 5, cap: 10 })], "b"],
    [
      "by the number alone where somebody has no cap",
      [hand("a", { held: 3, cap: 100 }), hand("b", { held: 2, cap: null })],
      "b",
    ],
    [
      "and not to who has no cap for ever",
      [hand("a", { held: 3, cap: 100 }), hand("b", { held: 4, cap: null })],
      "a",
    ],
    [
      "then by whose turn is longest ago",
      [hand("a", { turns: turn(2) }), hand("b", { turns: turn(1) })],
      "b",
    ],
  ])("%s", (_, hands, expected) => {
    expect(chosen(fewest, hands)).toBe(expected);
  });

  test("in whatever order they stand: the choice is a best one, and the same one", () => {
    const held = fc.record({
      held: fc.nat(12),
      cap: fc.option(fc.integer({ min: 1, max: 12 })),
      place: fc.nat(5),
    });
    fc.assert(
      fc.property(fc.array(held, { minLength: 1, maxLength: 6 }), (some) => {
        const hands = some.map(({ place, ...one }, n) => hand(`u${n}`, { ...one, turns: turn(place) }));
        expect(chosen(fewest, [...hands].reverse())).toBe(chosen(fewest, hands));
      }),
    );
  });
});

describe("who gets nothing", () => {
  test.each<[string, Partial<Hand>, Partial<AllocationRule>]>([
    ["away", { away: true }, {}],
    ["full", { held: 10 }, {}],
    ["full", { held: 0, cap: 0 }, {}],
    ["reach", { reached: false }, {}],
    ["limit", { turns: turn(1, 2) }, { perDay: 2 }],
    ["cooling", {}, {}],
  ])("%s", (because, given, ofRule) => {
    const cooling = because === "cooling" ? new Set(["a"]) : NOBODY;
    const alone = choose(rule(ofRule), [hand("a", given)], cooling);
    expect(alone).toMatchObject({
      hand: null,
      shortage: { because, candidates: 1, [because]: 1, rule: "a" },
    });
    expect(chosen(rule(ofRule), [hand("a", given), hand("b", { turns: turn(9) })], cooling)).toBe("b");
  });

  test("several reasons are counted, and nobody at all is said", () => {
    const both = choose(rule(), [hand("a", { away: true }), hand("b", { held: 10 })], NOBODY);
    expect(both).toMatchObject({
      shortage: { because: "several", candidates: 2, away: 1, full: 1, cooling: 0 },
    });
    expect(choose(rule(), [], NOBODY)).toMatchObject({ shortage: { because: "nobody", candidates: 0 } });
  });

  test("what was given in a plan counts for the next choice: the cap and the day's limit hold", () => {
    const hands = [hand("a", { held: 8 }), hand("b", { cap: null })];
    const of = rule({ perDay: 3 });
    const got: (string | undefined)[] = [];
    for (let place = 1; place <= 6; place += 1) {
      const next = choose(of, hands, NOBODY);
      got.push(next.hand?.userId);
      if (next.hand) give(of, next.hand, { place, at: AT });
    }
    expect(got).toEqual(["a", "b", "a", "b", "b", undefined]);
  });

  test("rules are open as long as somebody whom they mean can take something", () => {
    const rules = [rule({ to: { kind: "people", userIds: ["a"] } }), rule({ id: "b" })];
    const hands = [hand("a", { held: 10 }), hand("b")];
    expect(openPlaces(rules, hands)).toEqual([1]);
    expect(freePairs(rules, hands)).toEqual(["b b"]);
  });
});

describe("what the job looks at", () => {
  const now = new Date(AT);
  const look: Look = {
    ...{
      policyId: "p",
      lookedAt: addMs(now, -MINUTE),
      wholeAt: addMs(now, -MINUTE),
      waiting: true,
      free: ["a b"],
    },
  };
  const standing = { policyId: "p", free: ["a b"], now };

  test("at nothing while nobody can take anything", () => {
    expect(partToLookAt(look, { ...standing, free: [] })).toBeNull();
    expect(partToLookAt(null, { ...standing, free: [] })).toBeNull();
  });

  test("at what has come in since, with what may have been slow to commit", () => {
    expect(partToLookAt(look, standing)).toEqual({ since: addMs(now, -3 * MINUTE) });
  });

  test.each<[string, Look | null, Partial<typeof standing>]>([
    ["the first time", null, {}],
    ["under other rules", look, { policyId: "q" }],
    ["every ten minutes", { ...look, wholeAt: addMs(now, -WHOLE_EVERY_MS) }, {}],
    ["when somebody can take what had to stay", look, { free: ["a b", "a c"] }],
  ])("at all of it %s", (_, before, given) => {
    expect(partToLookAt(before, { ...standing, ...given })).toEqual({ since: null });
  });

  test("not at all of it when nothing had to stay", () => {
    expect(
      partToLookAt({ ...look, waiting: false }, { ...standing, free: ["a b", "a c"] })?.since,
    ).not.toBeNull();
  });
});

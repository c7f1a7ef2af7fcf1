import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { noticeFor } from "@/lib/policies/rules";
import { DEFAULT_POLICY, type PolicyDocument } from "@/lib/policies/schema";
import { DAY, HOUR, MINUTE } from "@/lib/time";
import { type ClockFacts, deadlineColumns, deadlinesOf, nextReminder } from "./rules";

const ZONE = "Asia/Shanghai";
const start = new Date("2026-10-01T02:00:00.000Z");
const plus = (ms: number) => new Date(start.getTime() + ms);
const clock = (over: Partial<ClockFacts> = {}): ClockFacts => ({
  ...{ heldSince: start, qualifiedAt: null, lastDealAt: null, wonAt: null, protectedUntil: null },
  ...{ pauses: [], grace: {} },
  ...over,
});
const policy = (over: Partial<PolicyDocument> = {}): PolicyDocument => ({ ...DEFAULT_POLICY, ...over });
const first = (facts: ClockFacts, rules = policy()) => deadlinesOf(rules, facts, ZONE)[0];

describe("when a held customer goes back", () => {
  test("a day after it was taken, unless somebody speaks to it; then thirty days after the last time", () => {
    expect(first(clock())).toMatchObject({ rule: "first_contact", dueAt: plus(DAY), from: start });
    const spoken = clock({ qualifiedAt: plus(5 * HOUR) });
    expect(first(spoken)).toMatchObject({
      rule: "no_follow_up",
      dueAt: plus(30 * DAY + 5 * HOUR),
      from: plus(5 * HOUR),
    });
  });

  test("ninety days without a deal, however much is spoken; a deal of an earlier owner is none", () => {
    const busy = clock({ qualifiedAt: plus(80 * DAY), lastDealAt: plus(-DAY) });
    expect(first(busy)).toMatchObject({ rule: "no_deal", dueAt: plus(90 * DAY), from: start });
    expect(first(clock({ ...busy, lastDealAt: plus(10 * DAY) }))).toMatchObject({ dueAt: plus(100 * DAY) });
  });

  test("never once it is won, nor where the policy has no clock", () => {
    expect(first(clock({ wonAt: start }))).toBeUndefined();
    const none = policy({ firstContactHours: null, noFollowUpDays: null, noDealDays: null });
    expect(deadlineColumns(none, clock(), ZONE, start)).toEqual({
      ...{ dueAt: null, dueRule: null, dueFrom: null, remindAt: null },
    });
  });

  test("later by as long as a protection stops the clock, and by no more", () => {
    const pause = { from: plus(10 * HOUR), until: plus(34 * HOUR) };
    expect(first(clock({ pauses: [pause] }))?.dueAt).toEqual(plus(2 * DAY));
    const twice = [pause, { from: plus(36 * HOUR), until: plus(46 * HOUR) }];
    expect(first(clock({ pauses: twice }))?.dueAt).toEqual(plus(2 * DAY + 10 * HOUR));
    const before = { from: plus(-5 * DAY), until: plus(2 * HOUR) };
    expect(first(clock({ pauses: [before] }))?.dueAt).toEqual(plus(DAY + 2 * HOUR));
    const afterwards = { from: plus(3 * DAY), until: plus(9 * DAY) };
    expect(first(clock({ pauses: [afterwards] }))?.dueAt).toEqual(plus(DAY));
  });

  test("not before the end of a protection that was given after the deadline had passed", () => {
    const facts = clock({
      protectedUntil: plus(5 * DAY),
      pauses: [{ from: plus(2 * DAY), until: plus(5 * DAY) }],
    });
    expect(first(facts)?.dueAt).toEqual(plus(5 * DAY));
  });
});

describe("the next reminder", () => {
  test("is the first stage that is still to come", () => {
    const due = plus(10 * DAY);
    expect(nextReminder(policy(), due, start)).toEqual(plus(7 * DAY));
    expect(nextReminder(policy(), due, plus(7 * DAY))).toEqual(plus(9 * DAY));
    expect(nextReminder(policy(), due, plus(9 * DAY))).toEqual(plus(10 * DAY - 2 * HOUR));
    expect(nextReminder(policy(), due, plus(10 * DAY - 2 * HOUR))).toBeNull();
    expect(nextReminder(policy({ reminderLeadMinutes: [] }), due, start)).toBeNull();
  });
});

const clocks = fc.record({
  firstContactHours: fc.option(fc.integer({ min: 1, max: 200 })),
  noFollowUpDays: fc.option(fc.integer({ min: 1, max: 60 })),
  noDealDays: fc.option(fc.integer({ min: 1, max: 120 })),
});
const offset = fc.integer({ min: 0, max: 100 * 1440 }).map((minutes) => minutes * MINUTE);
const lives = fc.record({ qualified: fc.option(offset), deal: fc.option(offset), published: offset });

describe("a new policy", () => {
  test("never takes anything from present holders within a day that the old one would have left them", () => {
    fc.assert(
      fc.property(clocks, clocks, lives, (before, after, life) => {
        const facts = clock({
          qualifiedAt: life.qualified === null ? null : plus(life.qualified),
          lastDealAt: life.deal === null ? null : plus(life.deal),
        });
        const published = plus(life.published);
        const [old, rules] = [policy(before), policy(after)];
        const grace = noticeFor({ document: old, grace: {} }, rules, published);
        if (life.published === 0) return;
        const was = first(facts, old)?.dueAt.getTime() ?? Number.POSITIVE_INFINITY;
        const is = first({ ...facts, grace }, rules)?.dueAt.getTime() ?? Number.POSITIVE_INFINITY;
        const byClock = first(facts, rules)?.dueAt.getTime() ?? Number.POSITIVE_INFINITY;
        expect(is >= Math.min(was, published.getTime() + DAY)).toBe(true);
        // Nor does it leave them longer than one of the two policies would, or that day.
        expect(is <= Math.max(was, byClock, published.getTime() + DAY)).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });
});

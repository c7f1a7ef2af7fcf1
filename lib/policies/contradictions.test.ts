import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { GRADES } from "@/db/enums";
import type { BuiltInField } from "@/lib/conditions/fields";
import type { Clause, Condition } from "@/lib/conditions/schema";
import { conditions, WORDS } from "@/lib/conditions/testing/arbitrary";
import { holds, type PlainFact } from "@/lib/conditions/testing/plain-evaluate";
import { HOUR } from "@/lib/time";
import { whyNever } from "./contradictions";
import { NEVER, noFollowUp, type ReturnRule } from "./return-rule";

const rule = (when: Condition, over: Partial<ReturnRule> = {}): ReturnRule => ({
  ...{
    ...noFollowUp(30),
    clock: { since: "churn_risk", span: { amount: 1, unit: "hours" } },
    when,
    except: NEVER,
  },
  ...over,
});
const all = (...clauses: Condition[]): Condition => ({ all: clauses });
const number = (op: "at_least" | "at_most" | "equals", value: number): Clause => ({
  ...{ field: "bounceCount", op, number: value },
});
const grade = (op: "in" | "not_in", ...values: string[]): Clause => ({ field: "grade", op, values });
const tags = (op: "has_any" | "has_all" | "has_none", ...values: string[]): Clause => ({
  field: "tags",
  op,
  values,
});
const since = (
  op: "for_at_least" | "for_less_than",
  amount: number,
  unit: "days" | "hours" = "days",
): Clause => ({
  ...{ field: "sinceQualifyingFollowUp", op, span: { amount, unit } },
});
const own = { field: "custom.f_1", op: "from", day: "2026-03-01" } as const;

describe("a rule that can never take anybody", () => {
  test.each<[string, Condition]>([
    ["numbers apart", all(number("at_least", 5), number("at_most", 3))],
    ["a number that is two", all(number("equals", 2), number("equals", 3))],
    ["a value that is left out", all(grade("in", "A"), grade("not_in", "A", "B"))],
    ["two values at once", all(grade("in", "A"), grade("in", "B", "C"))],
    ["a label that is and isn't there", all(tags("has_all", "vip", "new"), tags("has_none", "new"))],
    ["labels none of which is left", all(tags("has_any", "vip"), tags("has_none", "vip", "new"))],
    ["older and younger", all(since("for_at_least", 7), since("for_less_than", 7))],
    ["days apart", all(own, { ...own, op: "until", day: "2026-02-28" })],
    ["set and empty", all({ field: "industry", op: "is_set" }, { field: "industry", op: "is_empty" })],
    [
      "asked and empty",
      all({ field: "industry", op: "is_empty" }, { field: "industry", op: "contains", text: "x" }),
    ],
    ["yes and no", all({ field: "won", op: "is", flag: true }, { field: "won", op: "is", flag: false })],
    ["an empty choice", all(grade("in", "A"), { any: [] })],
    ["a clause and its denial", all(grade("in", "A"), { not: grade("in", "A", "B") })],
    [
      "every way of a choice",
      all(grade("in", "A"), { any: [grade("in", "B"), all(number("equals", 1), number("equals", 2))] }),
    ],
  ])("%s", (_, when) => {
    expect(whyNever(rule(when))).toBe("contradiction");
  });

  test.each<[string, Condition]>([
    ["a number between", all(number("at_least", 3), number("at_most", 3))],
    ["one of the ways", all(grade("in", "A"), { any: [grade("in", "B"), number("equals", 1)] })],
    ["spans of other units", all(since("for_at_least", 2), since("for_less_than", 49, "hours"))],
    [
      "a denial of what may be missing",
      all({ not: since("for_at_least", 7) }, { not: since("for_less_than", 7) }),
    ],
    ["other fields", all(number("at_least", 5), { field: "activityCount", op: "at_most", number: 3 })],
    ["nothing asked", all()],
  ])("not %s", (_, when) => {
    expect(whyNever(rule(when))).toBeNull();
  });

  test("what its exception takes out again, and what is younger than its clock", () => {
    const never = (when: Condition, over: Partial<ReturnRule>) => whyNever(rule(when, over));
    expect(never(grade("in", "A"), { except: grade("in", "A", "B") })).toBe("contradiction");
    expect(never(grade("in", "A", "C"), { except: grade("in", "A", "B") })).toBeNull();
    const clock = { since: "qualifying_follow_up", span: { amount: 10, unit: "days" } } as const;
    expect(never(since("for_less_than", 10), { clock })).toBe("contradiction");
    expect(never(since("for_less_than", 11), { clock })).toBeNull();
    expect(never(since("for_less_than", 10), { clock: { ...clock, since: "claimed" } })).toBeNull();
  });

  test("what asks for the leave of the owner, in which every clock stands still", () => {
    const leave = (flag: boolean): Clause => ({ field: "ownerOnLeave", op: "is", flag });
    expect(whyNever(rule(all(grade("in", "A"), leave(true))))).toBe("leave");
    expect(whyNever(rule({ not: leave(false) }))).toBe("leave");
    expect(whyNever(rule(grade("in", "A"), { except: leave(false) }))).toBe("leave");
    expect(whyNever(rule({ any: [leave(true), all(grade("in", "A"), grade("in", "B"))] }))).toBe("leave");
    expect(whyNever(rule({ any: [leave(true), grade("in", "A")] }))).toBeNull();
    expect(whyNever(rule(leave(false)))).toBeNull();
    expect(whyNever(rule(all(leave(true), leave(false))))).toBe("contradiction");
    // Who leaves takes nothing with him that a clock would have to take.
    const clock = { since: "owner_left", span: { amount: 0, unit: "days" } } as const;
    expect(whyNever(rule(leave(true), { clock }))).toBeNull();
  });

  const fields = [
    "grade",
    "industry",
    "tags",
    "bounceCount",
    "won",
    "sinceDeal",
  ] as const satisfies BuiltInField[];
  const now = Date.parse("2026-11-20T02:00:00Z");
  const facts = fc.record({
    grade: fc.constantFrom(...GRADES),
    industry: fc.constantFrom(null, "", ...(WORDS.industry ?? [])),
    tags: fc.subarray([...(WORDS.tags ?? [])]),
    bounceCount: fc.constantFrom(null, 0, 1, 2, 3, 4),
    won: fc.boolean(),
    sinceDeal: fc.option(fc.integer({ min: 0, max: 24 * 80 }).map((hours) => now - hours * HOUR)),
  }) satisfies fc.Arbitrary<Record<(typeof fields)[number], PlainFact>>;
  const calendar = { timeZone: "America/New_York", isWorking: () => true };

  test("holds for no customer at all, whatever is asked", () => {
    const several = fc
      .array(conditions(fields, []), { minLength: 2, maxLength: 6 })
      .map((parts) => ({ all: parts }));
    const people = fc.sample(facts, { numRuns: 300, seed: 3 });
    let found = 0;
    fc.assert(
      fc.property(several, (when) => {
        if (!whyNever(rule(when))) return;
        found += 1;
        const met = people.find((one) =>
          holds(when, (field) => one[field as (typeof fields)[number]] ?? null, now, calendar),
        );
        expect(met).toBeUndefined();
      }),
      { numRuns: 3_000 },
    );
    expect(found).toBeGreaterThan(100);
  });
});

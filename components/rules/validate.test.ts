import { describe, expect, it } from "vitest";
import { type Condition, SPAN_UNITS, Span } from "@/lib/conditions/schema";
import { noFollowUp, type ReturnRule } from "@/lib/policies/return-rule";
import { PRESET_NAMES } from "@/lib/policies/rule-presets";
import { DEFAULT_POLICY } from "@/lib/policies/schema";
import { fieldsOf } from "./names";
import { fromPreset } from "./presets";
import { MOST_SPAN, problemsOfRule } from "./validate";

const fields = fieldsOf({
  customFields: [
    { key: "f_1", label: "x", type: "choice", options: [{ value: "v", label: "V", retired: false }] },
  ],
});
const problems = (given: Partial<ReturnRule>) =>
  problemsOfRule({ ...noFollowUp(30), ...given }, fields).map(({ at, code }) => `${at} ${code}`);

describe("what is wrong with a rule", () => {
  it("finds nothing in the rules of a new pool and in the presets", () => {
    const presets = PRESET_NAMES.map((name) => fromPreset(name, DEFAULT_POLICY.returnRules));
    for (const rule of [...DEFAULT_POLICY.returnRules, ...presets])
      expect(problemsOfRule(rule, fields)).toEqual([]);
    const ids = [...DEFAULT_POLICY.returnRules, ...presets].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("names the place of each clause that isn't whole", () => {
    const when: Condition = {
      all: [
        { field: "grade", op: "in", values: [] },
        {
          any: [
            { field: "name", op: "contains", text: " " },
            { not: { field: "ownerCount", op: "at_least", number: Number.NaN } },
          ],
        },
      ],
    };
    const except: Condition = {
      field: "sinceDeal",
      op: "for_at_least",
      span: { amount: Number.NaN, unit: "days" },
    };
    expect(problems({ when, except })).toEqual([
      "when-0 value_missing",
      "when-1-0 text_missing",
      "when-1-1-0 number_missing",
      "except-0 span_missing",
    ]);
  });

  it("knows fields that are gone, and what can't be asked of the others", () => {
    expect(problems({ when: { field: "custom.f_2", op: "is_set" } })).toEqual(["when-0 unknown_field"]);
    expect(problems({ when: { field: "custom.f_1", op: "in", values: ["w"] } })).toEqual([
      "when-0 unknown_value",
    ]);
    expect(problems({ when: { field: "won", op: "is_set" } })).toEqual(["when-0 not_askable"]);
    expect(problems({ when: { all: [{ any: [] }, { field: "won", op: "is", flag: true }] } })).toEqual([
      "when-0 group_empty",
    ]);
  });

  it("holds the clock and the cool-down within bounds", () => {
    const clock = { since: "deal", span: { amount: 701, unit: "working_days" } } as const;
    expect(problems({ clock, coolDownDays: Number.NaN })).toEqual([
      "clock span_missing",
      "cool cool_missing",
    ]);
    expect(
      problems({ clock: { ...clock, span: { amount: 700, unit: "working_days" } }, coolDownDays: 0 }),
    ).toEqual([]);
  });

  it("knows the longest span of each unit", () => {
    for (const unit of SPAN_UNITS) {
      expect(Span.safeParse({ unit, amount: MOST_SPAN[unit] }).success).toBe(true);
      expect(Span.safeParse({ unit, amount: MOST_SPAN[unit] + 1 }).success).toBe(false);
    }
  });

  it("says when a condition is too deep to be read", () => {
    const deep = Array.from({ length: 9 }).reduce<Condition>(
      (inner, _, index) => (index % 2 ? { all: [inner, inner] } : { any: [inner] }),
      { field: "won", op: "is", flag: true },
    );
    expect(problems({ when: deep })).toEqual(["when too_much"]);
  });
});

import { describe, expect, it } from "vitest";
import { DEFAULT_POLICY } from "@/lib/policies/schema";
import { leadOf, POLICY_FIELDS, rebase, valueAt, withLead, withValue } from "./fields";

describe("fields of a policy", () => {
  it("knows every field of the document", () => {
    const leaves = (value: unknown, path: string): string[] =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, path ? `${path}.${key}` : key))
        : [path];
    const { format: _format, ...rules } = DEFAULT_POLICY;
    expect(leaves(rules, "").sort()).toEqual([...POLICY_FIELDS].sort());
  });

  it("replaces one field and leaves the given document alone", () => {
    const next = withValue(DEFAULT_POLICY, "claimLimits.perDay", 9);
    expect(valueAt(next, "claimLimits.perDay")).toBe(9);
    expect(valueAt(next, "claimLimits.perWeek")).toBe(DEFAULT_POLICY.claimLimits.perWeek);
    expect(DEFAULT_POLICY.claimLimits.perDay).toBe(3);
  });

  it("keeps one's own changes and takes the others' when the ground moves", () => {
    const draft = withValue(DEFAULT_POLICY, "noFollowUpDays", 14);
    const theirs = withValue(withValue(DEFAULT_POLICY, "noFollowUpDays", 21), "holdingCap", 40);
    const next = rebase(DEFAULT_POLICY, theirs, draft);
    expect(next.noFollowUpDays).toBe(14);
    expect(next.holdingCap).toBe(40);
  });

  it("says a lead time in its largest whole unit", () => {
    expect(leadOf(4320)).toEqual({ unit: "days", count: 3 });
    expect(leadOf(120)).toEqual({ unit: "hours", count: 2 });
    expect(leadOf(90)).toEqual({ unit: "minutes", count: 90 });
  });

  it("keeps the ladder sorted and without doubles", () => {
    expect(withLead([1440, 120], 4320)).toEqual([4320, 1440, 120]);
    expect(withLead([1440, 120], 120)).toEqual([1440, 120]);
  });
});

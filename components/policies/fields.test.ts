import { describe, expect, it } from "vitest";
import { noFollowUp, type ReturnRule } from "@/lib/policies/return-rule";
import { diffPolicies } from "@/lib/policies/rules";
import { DEFAULT_POLICY, type PolicyDocument } from "@/lib/policies/schema";
import { fitForPhone, POLICY_FIELDS, rebase, valueAt, withValue } from "./fields";

const withRules = (change: (rules: ReturnRule[]) => ReturnRule[]): PolicyDocument => ({
  ...DEFAULT_POLICY,
  returnRules: change([...DEFAULT_POLICY.returnRules]),
});
const named = (id: string, name: string) => (rules: ReturnRule[]) =>
  rules.map((rule) => (rule.id === id ? { ...rule, name } : rule));
const extra = (id: string): ReturnRule => ({ ...noFollowUp(7), id });
const ids = (document: PolicyDocument) => document.returnRules.map(({ id }) => id);

describe("fields of a policy", () => {
  it("knows every field of the document", () => {
    const leaves = (value: unknown, path: string): string[] =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, path ? `${path}.${key}` : key))
        : [path];
    const {
      format: _format,
      returnRules: _rules,
      poolRules: _poolRules,
      allocationRules: _allocation,
      ...fields
    } = DEFAULT_POLICY;
    expect(leaves(fields, "").sort()).toEqual([...POLICY_FIELDS].sort());
  });

  it("replaces one field and leaves the given document alone", () => {
    const next = withValue(DEFAULT_POLICY, "claimLimits.perDay", 9);
    expect(valueAt(next, "claimLimits.perDay")).toBe(9);
    expect(valueAt(next, "claimLimits.perWeek")).toBe(DEFAULT_POLICY.claimLimits.perWeek);
    expect(DEFAULT_POLICY.claimLimits.perDay).toBe(3);
  });

  it("sets a field beside a rule that is half written", () => {
    const half = withRules((rules) =>
      rules.map((rule) => ({ ...rule, when: { field: "grade", op: "in" as const, values: [] } })),
    );
    expect(withValue(half, "holdingCap", 5).returnRules).toEqual(half.returnRules);
  });
});

describe("a draft whose ground has moved", () => {
  it("keeps one's own fields and takes the others'", () => {
    const draft = withValue(DEFAULT_POLICY, "coolDownDays", 14);
    const theirs = withValue(withValue(DEFAULT_POLICY, "coolDownDays", 21), "holdingCap", 40);
    expect(rebase(DEFAULT_POLICY, theirs, draft)).toMatchObject({ coolDownDays: 14, holdingCap: 40 });
  });

  it("keeps one's own rule over theirs, and theirs where one changed nothing", () => {
    const draft = withRules(named("no_deal", "mine"));
    const theirs = withRules((rules) => named("no_follow_up", "theirs")(named("no_deal", "lost")(rules)));
    const next = rebase(DEFAULT_POLICY, theirs, draft);
    expect(next.returnRules.map(({ name }) => name)).toEqual(["", "theirs", "mine"]);
  });

  it("keeps a rule out that one has removed, whatever they did with it", () => {
    const draft = withRules((rules) => rules.filter(({ id }) => id !== "no_deal"));
    const next = rebase(DEFAULT_POLICY, withRules(named("no_deal", "theirs")), draft);
    expect(ids(next)).toEqual(["first_contact", "no_follow_up"]);
  });

  it("brings one's own rule back that they have removed", () => {
    const theirs = withRules((rules) => rules.filter(({ id }) => id !== "no_deal"));
    const next = rebase(DEFAULT_POLICY, theirs, withRules(named("no_deal", "mine")));
    expect(ids(next)).toEqual(["first_contact", "no_follow_up", "no_deal"]);
  });

  it("has the new rules of both, each at its place", () => {
    const draft = withRules((rules) => [extra("mine"), ...rules]);
    const theirs = withRules((rules) => [...rules, extra("theirs")]);
    const next = rebase(DEFAULT_POLICY, theirs, draft);
    expect(ids(next)).toEqual(["mine", "first_contact", "no_follow_up", "no_deal", "theirs"]);
  });

  it("keeps one's own order", () => {
    const draft = withRules((rules) => [...rules].reverse());
    const next = rebase(
      DEFAULT_POLICY,
      withRules((rules) => [...rules, extra("theirs")]),
      draft,
    );
    expect(ids(next)).toEqual(["no_deal", "no_follow_up", "first_contact", "theirs"]);
  });
});

describe("what a phone may publish", () => {
  const fits = (draft: PolicyDocument) => fitForPhone(diffPolicies(DEFAULT_POLICY, draft));
  const off = (rules: ReturnRule[]) => rules.map((rule) => ({ ...rule, on: false }));

  it("takes quotas and rules that are switched off", () => {
    expect(fits(withValue(DEFAULT_POLICY, "holdingCap", 9))).toBe(true);
    expect(fits(withRules(off))).toBe(true);
  });

  it("leaves the rest to the desktop", () => {
    expect(fits(withValue(DEFAULT_POLICY, "coolDownDays", 9))).toBe(false);
    expect(fits(withRules(named("no_deal", "another")))).toBe(false);
    expect(fits(withRules((rules) => rules.slice(1)))).toBe(false);
    expect(fitForPhone(diffPolicies(withRules(off), DEFAULT_POLICY))).toBe(false);
  });
});

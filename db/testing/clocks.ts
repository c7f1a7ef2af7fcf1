import { firstContact, noDeal, noFollowUp, type ReturnRule } from "@/lib/policies/return-rule";
import { DEFAULT_POLICY, type PolicyDocument } from "@/lib/policies/schema";

/** The three clocks that everybody knows, by their lengths; null switches one off. */
export type Clocks = {
  firstContactHours?: number | null;
  noFollowUpDays?: number | null;
  noDealDays?: number | null;
  reminderLeadMinutes?: number[];
};

const CLASSICS = [
  ["firstContactHours", "first_contact", firstContact],
  ["noFollowUpDays", "no_follow_up", noFollowUp],
  ["noDealDays", "no_deal", noDeal],
] as const;

function rulesOf(clocks: Clocks, base: readonly ReturnRule[]): ReturnRule[] {
  let rules = [...base];
  for (const [key, id, make] of CLASSICS) {
    const length = clocks[key];
    if (length === undefined) continue;
    const place = rules.findIndex((rule) => rule.id === id);
    const made = length === null ? [] : [make(length)];
    rules = place < 0 ? [...rules, ...made] : rules.toSpliced(place, 1, ...made);
  }
  const ladder = clocks.reminderLeadMinutes?.map((beforeMinutes) => ({
    beforeMinutes,
    to: "owner" as const,
  }));
  return rules.map((rule) => (ladder ? { ...rule, reminders: ladder } : rule));
}

/** A policy with other clocks than its base; the rest as given. */
export function withClocks<T extends Partial<PolicyDocument>>(
  given: T & Clocks,
  base: PolicyDocument = DEFAULT_POLICY,
): Omit<T, keyof Clocks> & Pick<PolicyDocument, "returnRules"> {
  const {
    firstContactHours: _f,
    noFollowUpDays: _n,
    noDealDays: _d,
    reminderLeadMinutes: _r,
    ...rest
  } = given;
  return { ...rest, returnRules: rulesOf(given, given.returnRules ?? base.returnRules) };
}

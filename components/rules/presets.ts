import { v4 as newKey } from "uuid";
import { ALWAYS } from "@/lib/conditions/schema";
import { type ReturnRule, returnRule } from "@/lib/policies/return-rule";
import { PRESETS, type PresetName } from "@/lib/policies/rule-presets";

/** The most rules that a pool may have. */
export const MOST_RULES = 30;

/** An id that no rule has had. */
export const newRuleId = (): string => `r_${newKey().replaceAll("-", "").slice(0, 12)}`;

/** A rule that takes everybody after a month without a qualifying follow-up, to be written on. */
export const emptyRule = (): ReturnRule =>
  returnRule({
    ...{ id: newRuleId(), when: ALWAYS },
    clock: { since: "qualifying_follow_up", span: { amount: 30, unit: "days" } },
  });

/** The preset under an id that the pool hasn't yet: the ids of the first rules keep their words. */
export function fromPreset(name: PresetName, rules: readonly ReturnRule[]): ReturnRule {
  const made = PRESETS[name];
  return rules.some(({ id }) => id === made.id) ? { ...made, id: newRuleId() } : made;
}

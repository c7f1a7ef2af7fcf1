import {
  problem,
  problemsOfConditions,
  problemsOfWhole,
  type RuleProblem,
} from "@/components/rules/validate";
import type { Fields } from "@/lib/conditions/fields";
import { AllocationRule } from "@/lib/policies/allocation-rule";

/** Everything that keeps a rule of allocation from being published, each at its place. */
export function problemsOfAllocationRule(rule: AllocationRule, fields: Fields): RuleProblem[] {
  const found = problemsOfConditions(rule, fields);
  if (!AllocationRule.shape.to.safeParse(rule.to).success) found.push(problem("to", "to_missing"));
  if (!AllocationRule.shape.perDay.safeParse(rule.perDay).success) {
    found.push(problem("perDay", "per_day_missing"));
  }
  return found.length > 0 ? found : problemsOfWhole(rule, AllocationRule.safeParse(rule).success);
}

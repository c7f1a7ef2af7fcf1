import type { Span } from "@/lib/conditions/schema";
import type { ClockStart, ReturnRule } from "./return-rule";
import type { PolicyDocument } from "./schema";

/** As much of a rule as names it: the interface says its name, or what its clock counts. Plain JSON. */
export type RuleBrief = { id: string; name: string; since: ClockStart; span: Span };

export const briefOf = ({ id, name, clock }: ReturnRule): RuleBrief => ({ id, name, ...clock });

/** The brief of a rule of a policy by its id; null when the policy hasn't that rule. */
export function findRule(policy: PolicyDocument, id: string | null): RuleBrief | null {
  const rule = policy.returnRules.find((one) => one.id === id);
  return rule ? briefOf(rule) : null;
}

import type { Span } from "@/lib/conditions/schema";
import type { PoolRule } from "./pool-rule";
import type { ClockStart, ReturnRule } from "./return-rule";
import type { PolicyDocument } from "./schema";

/**
 * As much of a rule as names it: the interface says its name, or what its clock counts; that of a pool's rule counts from
 * when the customer came in. Plain JSON.
 */
export type RuleBrief = { id: string; name: string; since: ClockStart | "pooled"; span: Span };

export const briefOf = ({ id, name, clock }: ReturnRule): RuleBrief => ({ id, name, ...clock });

export const poolRuleBrief = ({ id, name, stay }: PoolRule): RuleBrief => ({
  ...{ id, name, since: "pooled", span: stay },
});

/** The brief of a rule of a policy by its id; null when the policy hasn't that rule. */
export function findRule(policy: PolicyDocument, id: string | null): RuleBrief | null {
  const rule = policy.returnRules.find((one) => one.id === id);
  if (rule) return briefOf(rule);
  const ofPool = policy.poolRules.find((one) => one.id === id);
  return ofPool ? poolRuleBrief(ofPool) : null;
}

import type { AllocationBrief } from "./allocation-rule";
import { type Never, whyNever } from "./contradictions";
import { briefOf, type RuleBrief } from "./rule-brief";
import type { PolicyDocument } from "./schema";

/** What looks wrong with rules over the customers that are held; the interface has the words. */
export type RuleWarning =
  | { code: "RULE_NEVER_TAKES"; rule: RuleBrief }
  | { code: "RULE_ASKS_FOR_LEAVE"; rule: RuleBrief }
  | { code: "RULE_TAKES_NOBODY"; rule: RuleBrief }
  | { code: "RULES_OVERLAP"; rule: RuleBrief; other: RuleBrief; count: number }
  | { code: "ALLOCATES_TO_NOBODY"; allocation: AllocationBrief };

/** What the preview's statement says of the running rules: a bit for each, the first the lowest. */
export type RuleFacts = {
  held: number;
  running: number;
  takers: readonly { takers: number; count: number }[];
};

const MOST_OVERLAPS = 3;
const NEVER_TAKES = {
  contradiction: "RULE_NEVER_TAKES",
  leave: "RULE_ASKS_FOR_LEAVE",
} as const satisfies Record<Never, RuleWarning["code"]>;

const has = (bits: number, place: number): boolean => Math.floor(bits / 2 ** place) % 2 === 1;

/** The pairs of rules that take the same customers by the end of the notice, those with the most first. */
function overlaps(rules: readonly RuleBrief[], { takers }: RuleFacts): RuleWarning[] {
  const found = rules.flatMap((rule, place) =>
    rules.slice(place + 1).map((other, n) => {
      const both = takers.filter((one) => has(one.takers, place) && has(one.takers, place + 1 + n));
      return { rule, other, count: both.reduce((sum, one) => sum + one.count, 0) };
    }),
  );
  return found
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST_OVERLAPS)
    .map((one) => ({ code: "RULES_OVERLAP", ...one }));
}

/**
 * Running rules that can never take anybody, those that take nobody who is held now, and pairs that take the same
 * customers by the end of the notice: of two at the same instant the first counts.
 */
export function warnAboutRules(policy: PolicyDocument, facts: RuleFacts): RuleWarning[] {
  const running = policy.returnRules.filter(({ on }) => on);
  const idle = running.flatMap((rule, place): RuleWarning[] => {
    const never = whyNever(rule);
    if (never) return [{ code: NEVER_TAKES[never], rule: briefOf(rule) }];
    return facts.held > 0 && !has(facts.running, place)
      ? [{ code: "RULE_TAKES_NOBODY", rule: briefOf(rule) }]
      : [];
  });
  return [...idle, ...overlaps(running.map(briefOf), facts)];
}

/** Running rules of allocation that mean nobody who works in the pool. */
export const warnAboutAllocation = (
  counts: readonly { rule: AllocationBrief; candidates: number }[],
): RuleWarning[] =>
  counts.flatMap(({ rule, candidates }) =>
    candidates === 0 ? [{ code: "ALLOCATES_TO_NOBODY" as const, allocation: rule }] : [],
  );

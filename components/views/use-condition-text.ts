import { useRuleSentence } from "@/components/rules/use-rule-sentence";
import type { Condition } from "@/lib/conditions/schema";

/** A condition of a list in words; empty without one. */
export function useConditionText(): (condition: Condition | undefined) => string {
  const sentence = useRuleSentence();
  return (condition) => (condition ? sentence.condition(condition, "when") : "");
}

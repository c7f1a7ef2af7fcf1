import { useTranslations } from "next-intl";
import { problemsOfAllocationRule } from "@/components/allocation/problems";
import { useAllocationWords } from "@/components/allocation/use-allocation-words";
import { fieldsOf, useRuleNames } from "@/components/rules/names";
import { useProblemText } from "@/components/rules/use-problem-text";
import { useRuleWords } from "@/components/rules/use-rule-words";
import { problemsOfPoolRule, problemsOfRule, type RuleProblem } from "@/components/rules/validate";
import { allocationBrief } from "@/lib/policies/allocation-rule";
import { poolRuleBrief } from "@/lib/policies/rule-brief";
import { PolicyDocument } from "@/lib/policies/schema";

/** What keeps a draft from being published: by rule, and the first of it as a sentence. */
export function useRuleProblems(document: PolicyDocument): {
  byRule: ReadonlyMap<string, readonly RuleProblem[]>;
  first: string | null;
} {
  const t = useTranslations("rules.problems");
  const say = useProblemText();
  const words = useRuleWords();
  const allocationWords = useAllocationWords();
  const fields = fieldsOf(useRuleNames());
  const ofReturns = document.returnRules.map((rule) => ({
    ...{ id: rule.id, name: words.short({ id: rule.id, name: rule.name, ...rule.clock }) },
    found: problemsOfRule(rule, fields),
  }));
  const ofPool = document.poolRules.map((rule) => ({
    ...{ id: rule.id, name: words.short(poolRuleBrief(rule)), found: problemsOfPoolRule(rule, fields) },
  }));
  const ofAllocation = document.allocationRules.map((rule) => ({
    ...{ id: rule.id, name: allocationWords(allocationBrief(rule)) },
    found: problemsOfAllocationRule(rule, fields),
  }));
  const byRule = new Map([...ofReturns, ...ofPool, ...ofAllocation].map(({ id, found }) => [id, found]));
  for (const list of [ofReturns, ofPool, ofAllocation]) {
    for (const [index, { name, found }] of list.entries()) {
      const [problem] = found;
      if (problem)
        return { byRule, first: t("where", { position: index + 1, rule: name, problem: say(problem) }) };
    }
  }
  return { byRule, first: PolicyDocument.safeParse(document).success ? null : t("invalid") };
}

import { useTranslations } from "next-intl";
import { fieldsOf, useRuleNames } from "@/components/rules/names";
import { useProblemText } from "@/components/rules/use-problem-text";
import { useRuleWords } from "@/components/rules/use-rule-words";
import { problemsOfRule, type RuleProblem } from "@/components/rules/validate";
import { PolicyDocument } from "@/lib/policies/schema";

/** What keeps a draft from being published: by rule, and the first of it as a sentence. */
export function useRuleProblems(document: PolicyDocument): {
  byRule: ReadonlyMap<string, readonly RuleProblem[]>;
  first: string | null;
} {
  const t = useTranslations("rules.problems");
  const say = useProblemText();
  const words = useRuleWords();
  const fields = fieldsOf(useRuleNames());
  const byRule = new Map(
    document.returnRules.map((rule): [string, RuleProblem[]] => [rule.id, problemsOfRule(rule, fields)]),
  );
  for (const [index, { id, name, clock }] of document.returnRules.entries()) {
    const [problem] = byRule.get(id) ?? [];
    if (!problem) continue;
    const rule = words.short({ id, name, ...clock });
    return { byRule, first: t("where", { position: index + 1, rule, problem: say(problem) }) };
  }
  return { byRule, first: PolicyDocument.safeParse(document).success ? null : t("invalid") };
}

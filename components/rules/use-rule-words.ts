import { useTranslations } from "next-intl";
import type { Span } from "@/lib/conditions/schema";
import { ruleText, shortRuleText, spanText } from "@/lib/i18n/rule-text";
import type { RuleBrief } from "@/lib/policies/rule-brief";

/** The words for a rule where it is but named: its admin's name, or else what its clock counts. */
export function useRuleWords() {
  const t = useTranslations("rules");
  return {
    /** 30 天没有有效跟进 */
    long: (rule: RuleBrief): string => ruleText(t, rule),
    /** 久未跟进 */
    short: (rule: RuleBrief): string => shortRuleText(t, rule),
    /** 7 个工作日 */
    span: (span: Span): string => spanText(t, span),
  };
}

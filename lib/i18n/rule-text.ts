import type { useTranslations } from "next-intl";
import type { Span } from "@/lib/conditions/schema";
import type { RuleBrief } from "@/lib/policies/rule-brief";

type Translator = ReturnType<typeof useTranslations<"rules">>;

/** Which words a clock has: those of its start; the first contact, counted from the claim, has its own. */
export const clockMeaning = ({
  id,
  since,
}: Pick<RuleBrief, "id" | "since">): RuleBrief["since"] | "first_contact" =>
  id === "first_contact" && since === "claimed" ? "first_contact" : since;

/** A length of time in words: 7 个工作日. */
export const spanText = (t: Translator, { amount, unit }: Span): string =>
  Number.isFinite(amount) ? t(`span.${unit}`, { count: amount }) : t("clause.empty");

/** A rule by the name its admin gave it, or else by what its clock counts: 30 天没有有效跟进. */
export function ruleText(t: Translator, rule: RuleBrief): string {
  if (rule.name) return rule.name;
  const meaning = clockMeaning(rule);
  if (rule.span.amount === 0 && meaning !== "first_contact") return t(`atOnce.${meaning}`);
  return t(`long.${meaning}`, { span: spanText(t, rule.span) });
}

/** A rule in two to six characters where it has no name: 久未跟进. */
export const shortRuleText = (t: Translator, rule: RuleBrief): string =>
  rule.name || t(`short.${clockMeaning(rule)}`);

const ACTS = ["qualifying_follow_up", "follow_up", "deal", "stage_change", "activity"] as const;
/** What somebody can do to keep a customer from a rule; `other` when nothing that a rep does stops its clock. */
export type Act = "first_contact" | (typeof ACTS)[number] | "other";

export function actOf(rule: Pick<RuleBrief, "id" | "since">): Act {
  const meaning = clockMeaning(rule);
  if (meaning === "first_contact") return meaning;
  return ACTS.find((one) => one === meaning) ?? "other";
}

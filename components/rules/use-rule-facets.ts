import { useTranslations } from "next-intl";
import type { ReturnRule } from "@/lib/policies/return-rule";
import { useRemindersText, useRuleSentence } from "./use-rule-sentence";

export const FACETS = [
  "state",
  "name",
  "when",
  "except",
  "clock",
  "reminders",
  "target",
  "cool",
  "reason",
] as const;
export type Facet = (typeof FACETS)[number];

/** Each side of a rule in words, for saying what changed. */
export function useRuleFacets(ownPool: string): (rule: ReturnRule) => Record<Facet, string> {
  const t = useTranslations("rules");
  const policy = useTranslations("policy.value");
  const sentence = useRuleSentence();
  const reminders = useRemindersText();
  const coolDown = (days: number | null) => {
    if (days === null) return t("builder.usual");
    return Number.isFinite(days) ? policy("days", { count: days }) : t("clause.empty");
  };
  return (rule) => ({
    state: t(rule.on ? "changes.on" : "changes.off"),
    name: rule.name || t("changes.unnamed"),
    when: sentence.condition(rule.when, "when") || t("builder.anyCustomer"),
    except: sentence.condition(rule.except, "except") || t("builder.nobody"),
    clock: sentence.clock(rule.clock),
    reminders: reminders(rule.reminders),
    target: sentence.poolName(rule.targetPoolId, ownPool),
    cool: coolDown(rule.coolDownDays),
    reason: rule.reason || t("changes.noReason"),
  });
}

/** The sides in which two rules differ as they are told. */
export const differing = (before: Record<Facet, string>, after: Record<Facet, string>): Facet[] =>
  FACETS.filter((facet) => before[facet] !== after[facet]);

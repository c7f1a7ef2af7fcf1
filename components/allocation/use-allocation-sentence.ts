import { useTranslations } from "next-intl";
import { useRuleNames } from "@/components/rules/names";
import { useRuleSentence } from "@/components/rules/use-rule-sentence";
import type { Condition } from "@/lib/conditions/schema";
import type { AllocationRule } from "@/lib/policies/allocation-rule";

const isEmpty = (condition: Condition): boolean =>
  ("all" in condition && condition.all.length === 0) || ("any" in condition && condition.any.length === 0);

/** Who gets what lies in a pool, as one sentence in the reader's language, and its parts. */
export function useAllocationSentence() {
  const t = useTranslations("allocation");
  const builder = useTranslations("rules.builder");
  const comma = useTranslations("rules.clause")("comma");
  const { condition } = useRuleSentence();
  const { teams, people } = useRuleNames();
  const named = (ids: readonly string[], all: typeof teams, other: string): string =>
    ids.map((id) => all.find((one) => one.id === id)?.name ?? other).join(comma) || builder("choose");
  const to = ({ to }: Pick<AllocationRule, "to">): string => {
    if (to.kind === "everybody") return t("ofEverybody");
    if (to.kind === "teams") return t("ofTeams", { names: named(to.teamIds, teams, t("otherTeam")) });
    return t("ofPeople", { names: named(to.userIds, people, t("otherPerson")) });
  };
  const perDay = ({ perDay }: AllocationRule): string =>
    perDay === null ? t("perDayOff") : t("perDayMost", { count: Number.isFinite(perDay) ? perDay : "?" });
  const text = (rule: AllocationRule): string =>
    t(isEmpty(rule.when) ? "all" : "some", {
      ...{ who: condition(rule.when, "when"), method: rule.method, to: to(rule) },
      perDay:
        rule.perDay === null || !Number.isFinite(rule.perDay) ? "" : t("perDayPart", { count: rule.perDay }),
      except: isEmpty(rule.except) ? "" : t("exceptPart", { who: condition(rule.except, "except") }),
    });
  return {
    ...{ text, to },
    /** Each side in words, for saying what changed. */
    facets: (rule: AllocationRule) => ({
      state: rule.on ? "on" : "off",
      name: rule.name,
      when: condition(rule.when, "when") || builder("anyCustomer"),
      except: condition(rule.except, "except") || builder("nobody"),
      to: to(rule),
      method: t(`methods.${rule.method}`),
      perDay: perDay(rule),
    }),
  };
}

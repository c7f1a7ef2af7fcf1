import { useTranslations } from "next-intl";
import { shown, spaced, verbatim } from "@/components/rules/condition-words";
import { useRuleNames } from "@/components/rules/names";
import { isEmpty, useRuleSentence } from "@/components/rules/use-rule-sentence";
import type { AllocationRule } from "@/lib/policies/allocation-rule";

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
  const said = (of: "when" | "except", rule: AllocationRule): string => verbatim(condition(rule[of], of));
  const text = (rule: AllocationRule): string => {
    const limited = rule.perDay !== null && Number.isFinite(rule.perDay);
    const parts = {
      ...{ who: said("when", rule), method: rule.method, to: verbatim(to(rule)) },
      perDay: limited ? t("perDayPart", { count: rule.perDay ?? 0 }) : "",
      except: isEmpty(rule.except) ? "" : t("exceptPart", { who: said("except", rule) }),
    };
    return shown(spaced(t(isEmpty(rule.when) ? "all" : "some", parts)));
  };
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

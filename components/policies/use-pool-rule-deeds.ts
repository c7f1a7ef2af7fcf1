"use client";

import { useTranslations } from "next-intl";
import { useRuleWords } from "@/components/rules/use-rule-words";
import { notify } from "@/components/ui/toast";
import type { PoolRule } from "@/lib/policies/pool-rule";
import { poolRuleBrief } from "@/lib/policies/rule-brief";
import type { usePolicyDraft } from "./use-policy-draft";

const UNDO_SECONDS = 10;

/** What can be done with the rules of a draft for what lies in the pool; `choose` opens one, null shows the list. */
export function usePoolRuleDeeds(
  { draft, changePoolRules }: Pick<ReturnType<typeof usePolicyDraft>, "draft" | "changePoolRules">,
  choose: (id: string | null) => void,
) {
  const t = useTranslations("rules.pool");
  const words = useRuleWords();
  const rules = draft.poolRules;
  const change = (next: PoolRule) =>
    changePoolRules((all) => all.map((rule) => (rule.id === next.id ? next : rule)));
  const insert = (rule: PoolRule, index: number) =>
    changePoolRules((all) => (all.some(({ id }) => id === rule.id) ? all : all.toSpliced(index, 0, rule)));
  const add = (rule: PoolRule) => {
    insert(rule, rules.length);
    choose(rule.id);
  };
  const remove = (rule: PoolRule) => {
    const index = rules.indexOf(rule);
    changePoolRules((all) => all.filter(({ id }) => id !== rule.id));
    choose(null);
    const run = () => {
      insert(rule, index);
      choose(rule.id);
    };
    notify({
      title: t("removed", { rule: words.short(poolRuleBrief(rule)) }),
      undo: { seconds: UNDO_SECONDS, run },
    });
  };
  return { rules, change, add, remove };
}

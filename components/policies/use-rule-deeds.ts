"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { newRuleId } from "@/components/rules/presets";
import { useRuleWords } from "@/components/rules/use-rule-words";
import { notify } from "@/components/ui/toast";
import type { ReturnRule } from "@/lib/policies/return-rule";
import type { usePolicyDraft } from "./use-policy-draft";

const UNDO_SECONDS = 10;

/** The rules with one put at another place. */
export function placed(rules: readonly ReturnRule[], id: string, index: number): ReturnRule[] {
  const one = rules.find((rule) => rule.id === id);
  if (!one) return [...rules];
  const rest = rules.filter((rule) => rule.id !== id);
  rest.splice(index, 0, one);
  return rest;
}

/** What can be done with the rules of a draft, and which of them is open; `claims` is what isn't a return rule. */
export function useRuleDeeds({
  draft,
  changeRules,
}: Pick<ReturnType<typeof usePolicyDraft>, "draft" | "changeRules">) {
  const t = useTranslations("rules.builder");
  const words = useRuleWords();
  // On the phone nothing is open until something is chosen; on the desktop the first is.
  const [chosen, setChosen] = useState<string | null>(null);
  const rules = draft.returnRules;
  // The other rules are chosen by their ids too: the ids of the lists are apart.
  const others = [...draft.poolRules, ...draft.allocationRules];
  const elsewhere = chosen === "claims" || others.some(({ id }) => id === chosen);
  const open = elsewhere ? null : (rules.find(({ id }) => id === chosen) ?? rules[0] ?? null);
  const nameOf = ({ id, name, clock }: ReturnRule) => words.short({ id, name, ...clock });
  const change = (next: ReturnRule) =>
    changeRules((all) => all.map((rule) => (rule.id === next.id ? next : rule)));
  const insert = (rule: ReturnRule, index: number) =>
    changeRules((all) => (all.some(({ id }) => id === rule.id) ? all : all.toSpliced(index, 0, rule)));
  const add = (rule: ReturnRule) => {
    insert(rule, rules.length);
    setChosen(rule.id);
  };
  const duplicate = (rule: ReturnRule) => {
    const copy = { ...rule, id: newRuleId(), name: t("copyOf", { rule: nameOf(rule) }).slice(0, 60) };
    insert(copy, rules.indexOf(rule) + 1);
    setChosen(copy.id);
  };
  const remove = (rule: ReturnRule) => {
    const index = rules.indexOf(rule);
    const next = rules[index + 1] ?? rules[index - 1];
    changeRules((all) => all.filter(({ id }) => id !== rule.id));
    setChosen(chosen === null ? null : (next?.id ?? null));
    const run = () => {
      insert(rule, index);
      setChosen(rule.id);
    };
    notify({ title: t("removed", { rule: nameOf(rule) }), undo: { seconds: UNDO_SECONDS, run } });
  };
  const place = (id: string, index: number) => changeRules((all) => placed(all, id, index));
  return { rules, open, chosen, choose: setChosen, nameOf, change, add, duplicate, remove, place };
}

"use client";

import { useTranslations } from "next-intl";
import { notify } from "@/components/ui/toast";
import { type AllocationRule, allocationBrief } from "@/lib/policies/allocation-rule";
import { useAllocationWords } from "./use-allocation-words";

const UNDO_SECONDS = 10;

type Change = (next: (rules: AllocationRule[]) => AllocationRule[]) => void;

/** What can be done with the rules of allocation of a draft; `choose` opens one, null shows the list. */
export function useAllocationDeeds(
  rules: readonly AllocationRule[],
  changeRules: Change,
  choose: (id: string | null) => void,
) {
  const t = useTranslations("allocation");
  const words = useAllocationWords();
  const change = (next: AllocationRule) =>
    changeRules((all) => all.map((rule) => (rule.id === next.id ? next : rule)));
  const insert = (rule: AllocationRule, index: number) =>
    changeRules((all) => (all.some(({ id }) => id === rule.id) ? all : all.toSpliced(index, 0, rule)));
  const add = (rule: AllocationRule) => {
    insert(rule, rules.length);
    choose(rule.id);
  };
  const move = (rule: AllocationRule, step: 1 | -1) => {
    const index = rules.indexOf(rule);
    changeRules((all) => all.filter(({ id }) => id !== rule.id).toSpliced(index + step, 0, rule));
  };
  const remove = (rule: AllocationRule) => {
    const index = rules.indexOf(rule);
    changeRules((all) => all.filter(({ id }) => id !== rule.id));
    choose(null);
    const run = () => {
      insert(rule, index);
      choose(rule.id);
    };
    notify({
      title: t("removed", { rule: words(allocationBrief(rule)) }),
      undo: { seconds: UNDO_SECONDS, run },
    });
  };
  return { rules, change, add, move, remove };
}

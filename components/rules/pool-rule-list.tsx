"use client";

import { useTranslations } from "next-intl";
import type { PoolRule } from "@/lib/policies/pool-rule";
import { poolRuleBrief } from "@/lib/policies/rule-brief";
import { useRuleNames } from "./names";
import { fromPoolPreset, POOL_PRESET_NAMES } from "./pool-presets";
import { SideRules } from "./side-rules";
import { usePoolRuleSentence } from "./use-pool-rule-sentence";
import { useRuleWords } from "./use-rule-words";

type ListProps = {
  rules: readonly PoolRule[];
  current: string | null;
  /** How many each rule would take out now; empty while nobody has counted. */
  hits: ReadonlyMap<string, number>;
  broken: ReadonlySet<string>;
  poolId: string;
  onSelect: (id: string) => void;
  onSwitch: (rule: PoolRule, on: boolean) => void;
  onAdd: (rule: PoolRule) => void;
};

/** What becomes of customers that nobody takes, rule by rule. */
export function PoolRuleList({ rules, current, hits, broken, poolId, onSelect, onSwitch, onAdd }: ListProps) {
  const t = useTranslations("rules.pool");
  const words = useRuleWords();
  const { facets } = usePoolRuleSentence();
  const { pools } = useRuleNames();
  const others = pools.filter(({ id }) => id !== poolId);
  const detailOf = (rule: PoolRule): string => {
    const { stay, end } = facets(rule);
    const hit = hits.get(rule.id);
    return [stay, ...(hit === undefined ? [] : [t("hits", { count: hit })]), end].join(" · ");
  };
  return (
    <SideRules
      {...{ title: t("list"), none: t("none"), addLabel: t("add"), current, onSelect }}
      rules={rules.map((rule) => ({
        ...{ id: rule.id, name: words.short(poolRuleBrief(rule)), detail: detailOf(rule) },
        ...{ on: rule.on, broken: broken.has(rule.id) },
      }))}
      presets={POOL_PRESET_NAMES.filter((name) => name !== "move_on" || others.length > 0).map((name) => ({
        ...{ id: name, label: t(`presets.${name}`) },
        onAdd: () => onAdd(fromPoolPreset(name, rules, others[0]?.id ?? null)),
      }))}
      onSwitch={(id, on) => {
        const rule = rules.find((one) => one.id === id);
        if (rule) onSwitch(rule, on);
      }}
    />
  );
}

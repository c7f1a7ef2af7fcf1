"use client";

import { useTranslations } from "next-intl";
import { useRuleNames } from "@/components/rules/names";
import { SideRules } from "@/components/rules/side-rules";
import { Switch } from "@/components/ui/switch";
import type { AllocationCount } from "@/lib/allocation/preview-allocation";
import { type AllocationRule, allocationBrief } from "@/lib/policies/allocation-rule";
import { ALLOCATION_PRESET_NAMES, ALLOCATION_PRESETS } from "./presets";
import { useAllocationSentence } from "./use-allocation-sentence";
import { useAllocationWords } from "./use-allocation-words";
import { useAutoText } from "./use-auto-text";

type ListProps = {
  rules: readonly AllocationRule[];
  auto: boolean;
  poolId: string;
  current: string | null;
  /** What each rule would deal out now; empty while nobody has counted. */
  counts: readonly AllocationCount[];
  broken: ReadonlySet<string>;
  onSelect: (id: string) => void;
  onSwitch: (rule: AllocationRule, on: boolean) => void;
  onAdd: (rule: AllocationRule) => void;
  onAuto: (auto: boolean) => void;
};

/** Who gets what lies in the pool, rule by rule, and whether that happens by itself. */
export function AllocationRuleList(props: ListProps) {
  const { rules, current, counts, broken, onSelect, onSwitch, onAdd } = props;
  const t = useTranslations("allocation");
  const words = useAllocationWords();
  const { to } = useAllocationSentence();
  const { teams } = useRuleNames();
  const detailOf = (rule: AllocationRule): string => {
    const count = counts.find(({ id }) => id === rule.id);
    return [to(rule), ...(count ? [t("hits", { hit: count.hit, people: count.people })] : [])].join(" · ");
  };
  return (
    <SideRules
      {...{ title: t("list"), none: t("none"), addLabel: t("add"), current, onSelect }}
      rules={rules.map((rule) => ({
        ...{ id: rule.id, name: words(allocationBrief(rule)), detail: detailOf(rule) },
        ...{ on: rule.on, broken: broken.has(rule.id) },
      }))}
      presets={ALLOCATION_PRESET_NAMES.filter((name) => name !== "best_to_team" || teams.length > 0).map(
        (name) => ({
          ...{ id: name, label: t(`presets.${name}`) },
          onAdd: () => onAdd(ALLOCATION_PRESETS[name](teams[0]?.id ?? null)),
        }),
      )}
      onSwitch={(id, on) => {
        const rule = rules.find((one) => one.id === id);
        if (rule) onSwitch(rule, on);
      }}
    >
      {rules.length > 0 ? <AutoSwitch {...props} /> : null}
    </SideRules>
  );
}

function AutoSwitch({ rules, auto, poolId, onAuto }: ListProps) {
  const t = useTranslations("allocation");
  const how = useAutoText(poolId);
  return (
    <div className="mt-1 flex min-h-12 items-center gap-2 ps-6 pe-4 max-md:ps-4">
      <div className="min-w-0 flex-1 text-12 text-muted-foreground">
        <p className="text-13 text-foreground">{t("auto")}</p>
        <p>{how(auto)}</p>
        {rules.length > 1 ? <p className="text-faint-foreground">{t("order")}</p> : null}
      </div>
      <Switch aria-label={t("auto")} checked={auto} onCheckedChange={onAuto} />
    </div>
  );
}

"use client";

import { AllocationRuleEditor } from "@/components/allocation/allocation-rule-editor";
import { AllocationRuleList } from "@/components/allocation/allocation-rule-list";
import type { useAllocationDeeds } from "@/components/allocation/use-allocation-deeds";
import { PoolRuleEditor } from "@/components/rules/pool-rule-editor";
import { PoolRuleList } from "@/components/rules/pool-rule-list";
import { RuleEditor } from "@/components/rules/rule-editor";
import { RuleList } from "@/components/rules/rule-list";
import { cn } from "@/components/ui/cn";
import type { AllocationCount } from "@/lib/allocation/preview-allocation";
import type { AllocationRule } from "@/lib/policies/allocation-rule";
import { ClaimsEditor, ClaimsEntry } from "./claims-editor";
import { changesByField } from "./fields";
import { TemplateMenu } from "./template-menu";
import type { usePolicyDraft } from "./use-policy-draft";
import type { usePoolRuleDeeds } from "./use-pool-rule-deeds";
import type { useRuleDeeds } from "./use-rule-deeds";
import type { useRuleProblems } from "./use-rule-problems";

/** Beside one another where there is room, the list above the editor where there is less; one at a time on the phone. */
export function EditorColumns(props: {
  poolName: string;
  edit: ReturnType<typeof usePolicyDraft>;
  deeds: ReturnType<typeof useRuleDeeds>;
  poolDeeds: ReturnType<typeof usePoolRuleDeeds>;
  allocationDeeds: ReturnType<typeof useAllocationDeeds>;
  problems: ReturnType<typeof useRuleProblems>;
  hits: ReadonlyMap<string, number>;
  counts: readonly AllocationCount[];
}) {
  const { poolName, edit, deeds, poolDeeds, allocationDeeds, problems, hits, counts } = props;
  const { base, draft } = edit;
  const { rules, open, chosen } = deeds;
  const broken = new Set([...problems.byRule].flatMap(([id, found]) => (found.length > 0 ? [id] : [])));
  const openPoolRule = draft.poolRules.find(({ id }) => id === chosen) ?? null;
  const openAllocation = allocationDeeds.rules.find(({ id }) => id === chosen) ?? null;
  const was = base.document.returnRules.find(({ id }) => id === open?.id) ?? null;
  return (
    <div className="min-h-0 flex-1 md:overflow-y-auto xl:flex xl:overflow-hidden">
      <div
        className={cn(
          "border-border pb-3 xl:w-[256px] xl:shrink-0 xl:overflow-y-auto xl:border-e",
          chosen !== null && "max-md:hidden",
        )}
      >
        <RuleList
          {...{ rules, broken, hits }}
          current={open?.id ?? null}
          onSelect={deeds.choose}
          onSwitch={(id, on) => {
            const rule = rules.find((one) => one.id === id);
            if (rule) deeds.change({ ...rule, on });
          }}
          onPlace={deeds.place}
          onAdd={deeds.add}
        />
        <PoolRuleList
          {...{ rules: poolDeeds.rules, broken, hits, poolId: base.poolId }}
          current={openPoolRule?.id ?? null}
          onSelect={deeds.choose}
          onSwitch={(rule, on) => poolDeeds.change({ ...rule, on })}
          onAdd={poolDeeds.add}
        />
        <AllocationRuleList
          {...{ rules: allocationDeeds.rules, auto: draft.autoAllocate, broken, counts, poolId: base.poolId }}
          current={openAllocation?.id ?? null}
          onSelect={deeds.choose}
          onSwitch={(rule, on) => allocationDeeds.change({ ...rule, on })}
          onAdd={allocationDeeds.add}
          onAuto={(auto) => edit.change("autoAllocate", auto)}
        />
        <ClaimsEntry
          document={draft}
          current={open === null && openPoolRule === null && openAllocation === null}
          onSelect={() => deeds.choose("claims")}
        />
        <TemplateMenu edit={edit} />
      </div>
      <div
        className={cn(
          "min-w-0 px-6 pt-2 pb-10 max-md:px-4 xl:flex-1 xl:overflow-y-auto",
          chosen === null && "max-md:hidden",
        )}
      >
        {open ? (
          <RuleEditor
            key={open.id}
            {...{ rule: open, was, version: base.version, poolId: base.poolId, poolName }}
            position={rules.indexOf(open) + 1}
            count={rules.length}
            problems={problems.byRule.get(open.id) ?? []}
            onChange={deeds.change}
            onMove={(step) => deeds.place(open.id, rules.indexOf(open) + step)}
            onDuplicate={() => deeds.duplicate(open)}
            onRemove={() => deeds.remove(open)}
            onBack={() => deeds.choose(null)}
          />
        ) : openPoolRule ? (
          <PoolRuleEditor
            key={openPoolRule.id}
            {...{ rule: openPoolRule, version: base.version, poolId: base.poolId }}
            was={base.document.poolRules.find(({ id }) => id === openPoolRule.id) ?? null}
            problems={problems.byRule.get(openPoolRule.id) ?? []}
            onChange={poolDeeds.change}
            onRemove={() => poolDeeds.remove(openPoolRule)}
            onBack={() => deeds.choose(null)}
          />
        ) : (
          <OtherEditor
            {...{ edit, problems }}
            deeds={allocationDeeds}
            rule={openAllocation}
            onBack={() => deeds.choose(null)}
          />
        )}
      </div>
    </div>
  );
}

/** A rule of allocation, or what is settled for claims. */
function OtherEditor(props: {
  edit: ReturnType<typeof usePolicyDraft>;
  deeds: ReturnType<typeof useAllocationDeeds>;
  rule: AllocationRule | null;
  problems: ReturnType<typeof useRuleProblems>;
  onBack: () => void;
}) {
  const { edit, deeds, rule, problems, onBack } = props;
  const { base, draft, changes } = edit;
  if (!rule) {
    return (
      <ClaimsEditor
        {...{ document: draft, changes: changesByField(changes), version: base.version, onBack }}
        onChange={edit.change}
      />
    );
  }
  return (
    <AllocationRuleEditor
      key={rule.id}
      {...{ rule, version: base.version, count: deeds.rules.length, onBack, onChange: deeds.change }}
      was={base.document.allocationRules.find(({ id }) => id === rule.id) ?? null}
      position={deeds.rules.indexOf(rule) + 1}
      problems={problems.byRule.get(rule.id) ?? []}
      onMove={(step) => deeds.move(rule, step)}
      onRemove={() => deeds.remove(rule)}
    />
  );
}

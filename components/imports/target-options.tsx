"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { Field } from "@/components/ui/field";
import { Label } from "@/components/ui/label";
import { Section } from "@/components/ui/section";
import { NativeSelect } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { ON_DUPLICATE, type OnDuplicate } from "@/lib/imports/choices";
import { Choice } from "./choice";
import { columnOf, type Plan } from "./import-plan";

/** `allocates`: whether its rules of allocation deal out by themselves, or when somebody asks; null without rules. */
export type PoolChoice = { id: string; name: string; allocates: "auto" | "asked" | null };

type PlanProps = { plan: Plan; onPlan: (change: Partial<Plan>) => void };

/** Something to switch on, with a line that says what it does. */
function Choosing(props: {
  label: string;
  hint: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  const { label, hint, checked, onChange } = props;
  const id = useId();
  return (
    <div className="flex items-start gap-3">
      <div className="min-w-0 flex-1">
        <Label htmlFor={id}>{label}</Label>
        <p className="mt-0.5 text-12 text-muted-foreground">{hint}</p>
      </div>
      <Switch id={id} checked={checked} onCheckedChange={onChange} className="mt-0.5" />
    </div>
  );
}

/** Whether what comes in is dealt out by the rules of the pool. */
function Allocating({ plan, onPlan, allocates }: PlanProps & Pick<PoolChoice, "allocates">) {
  const t = useTranslations("imports.option");
  if (allocates === null) return null;
  if (allocates === "auto") return <p className="text-12 text-muted-foreground">{t("allocatesAuto")}</p>;
  return (
    <Choosing
      label={t("allocate")}
      hint={t("allocateHint")}
      checked={plan.into === "allocation"}
      onChange={(on) => onPlan({ into: on ? "allocation" : "pool" })}
    />
  );
}

function Offers({ plan, onPlan, offered }: PlanProps & { offered: Record<string, number> }) {
  const t = useTranslations("imports.option");
  const owner = columnOf(plan, "owner");
  const origin = columnOf(plan, "createdAt", "createdBy");
  return (
    <>
      {owner === null ? null : (
        <Choosing
          label={t("toOwners")}
          hint={t("toOwnersHint", { column: owner })}
          checked={plan.into === "owners"}
          onChange={(on) => onPlan({ into: on ? "owners" : "pool" })}
        />
      )}
      {origin === null ? null : (
        <Choosing
          label={t("keepOrigin")}
          hint={t("keepOriginHint")}
          checked={plan.keepOrigin}
          onChange={(keepOrigin) => onPlan({ keepOrigin })}
        />
      )}
      {Object.entries(offered).map(([column, digits]) => (
        <Choosing
          key={column}
          label={t("zeros", { column })}
          hint={t("zerosHint", { digits })}
          checked={plan.zeros[column] !== undefined}
          onChange={(on) => {
            const { [column]: _, ...others } = plan.zeros;
            onPlan({ zeros: on ? { ...others, [column]: digits } : others });
          }}
        />
      ))}
    </>
  );
}

/** Into which pool, what happens to customers that are there, and what the columns of this file make possible. */
export function TargetOptions(
  props: PlanProps & { pools: readonly PoolChoice[]; offered: Record<string, number> },
) {
  const { pools, plan, onPlan, offered } = props;
  const t = useTranslations("imports");
  const allocatesOf = (poolId: string) => pools.find(({ id }) => id === poolId)?.allocates ?? null;
  const goTo = (poolId: string) => {
    const lost = plan.into === "allocation" && allocatesOf(poolId) !== "asked";
    onPlan({ poolId, ...(lost ? { into: "pool" as const } : {}) });
  };
  return (
    <Section level={2} title={t("check.target")} className="flex flex-col gap-3 border-t-0">
      <Field label={t("option.pool")}>
        {(control) => (
          <NativeSelect
            {...control}
            inputSize="sm"
            value={plan.poolId}
            onChange={(event) => goTo(event.target.value)}
            options={pools.map(({ id, name }) => ({ value: id, label: name }))}
            {...(plan.poolId === "" ? { placeholder: t("option.choosePool") } : {})}
          />
        )}
      </Field>
      <Choice
        label={t("option.onDuplicate")}
        value={plan.onDuplicate}
        options={ON_DUPLICATE.map((value) => ({ value, label: t(`option.duplicate.${value}`) }))}
        onChange={(value) => onPlan({ onDuplicate: value as OnDuplicate })}
      />
      <p className="-mt-1.5 text-12 text-muted-foreground">{t(`option.duplicateHint.${plan.onDuplicate}`)}</p>
      {columnOf(plan, "phone") === null ? null : (
        <Choosing
          label={t("option.samePhone")}
          hint={t("option.samePhoneHint")}
          checked={plan.samePhone}
          onChange={(samePhone) => onPlan({ samePhone })}
        />
      )}
      <Allocating plan={plan} onPlan={onPlan} allocates={allocatesOf(plan.poolId)} />
      <Offers plan={plan} onPlan={onPlan} offered={offered} />
    </Section>
  );
}

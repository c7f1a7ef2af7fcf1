"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useFields } from "@/components/fields/fields-provider";
import { FieldFilterEditor } from "@/components/fields/filter-editor";
import { isFilterable } from "@/components/fields/use-filter-text";
import { Checkbox } from "@/components/ui/checkbox";
import { AddFilterChip } from "@/components/ui/filter-chip";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { GRADES, STAGES } from "@/db/enums";
import { withFieldFilter } from "@/lib/custom-fields/filters";
import { DUE_WINDOWS } from "@/lib/customers/list-schema";
import type { MineAddress } from "@/lib/customers/mine-address";

type FilterEditorProps = {
  address: MineAddress;
  pools: readonly { id: string; name: string }[];
  go: (address: MineAddress) => void;
};

const toggled = <T,>(values: readonly T[], value: T): T[] =>
  values.includes(value) ? values.filter((one) => one !== value) : [...values, value];

/** Everything that the list can be narrowed by, behind one chip. */
export function FilterEditor({ address, pools, go }: FilterEditorProps) {
  const t = useTranslations("mine.filters");
  const stages = useTranslations("enums.stage");
  const grades = useTranslations("enums.grade");
  const fields = useFields();
  const [open, setOpen] = useState(false);
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <AddFilterChip />
      </PopoverTrigger>
      <PopoverContent
        aria-label={t("label")}
        align="start"
        className="flex max-h-[min(70vh,40rem)] w-80 flex-col gap-3.5 overflow-y-auto"
      >
        <Choices title={t("grade")}>
          {GRADES.map((grade) => (
            <Choice
              key={grade}
              label={grades(grade)}
              on={address.grade.includes(grade)}
              onToggle={() => go({ ...address, grade: toggled(address.grade, grade) })}
            />
          ))}
        </Choices>
        <Choices title={t("stage")}>
          {STAGES.map((stage) => (
            <Choice
              key={stage}
              label={stages(stage)}
              on={address.stage.includes(stage)}
              onToggle={() => go({ ...address, stage: toggled(address.stage, stage) })}
            />
          ))}
        </Choices>
        {pools.length > 1 ? (
          <Choices title={t("pool")}>
            {pools.map(({ id, name }) => (
              <Choice
                key={id}
                label={name}
                on={address.pool === id}
                onToggle={() => go({ ...address, pool: address.pool === id ? undefined : id })}
              />
            ))}
          </Choices>
        ) : null}
        {(["due", "next"] as const).map((key) => (
          <Choices key={key} title={t(key)}>
            {DUE_WINDOWS.map((window) => (
              <Choice
                key={window}
                label={t(`windows.${window}`)}
                on={address[key] === window}
                onToggle={() => go({ ...address, [key]: address[key] === window ? undefined : window })}
              />
            ))}
          </Choices>
        ))}
        <Choices title={t("taken")}>
          <Choice
            label={t("takenToday")}
            on={address.taken === "today"}
            onToggle={() => go({ ...address, taken: address.taken ? undefined : "today" })}
          />
        </Choices>
        {fields.filter(isFilterable).map((field) => (
          <fieldset key={field.key}>
            <legend className="mb-1.5 text-12 text-muted-foreground">{field.label}</legend>
            <FieldFilterEditor
              field={field}
              filter={address.fields.find(({ key }) => key === field.key)}
              onChange={(changed) => go({ ...address, fields: withFieldFilter(address.fields, changed) })}
            />
          </fieldset>
        ))}
      </PopoverContent>
    </Popover>
  );
}

function Choices({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset>
      <legend className="mb-1.5 text-12 text-muted-foreground">{title}</legend>
      <div className="grid grid-cols-2 gap-x-3 gap-y-1.5 max-md:gap-y-3">{children}</div>
    </fieldset>
  );
}

function Choice({ label, on, onToggle }: { label: string; on: boolean; onToggle: () => void }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the checkbox inside is its control
    <label className="flex min-w-0 items-center gap-2">
      <Checkbox checked={on} onCheckedChange={onToggle} />
      <span className="truncate">{label}</span>
    </label>
  );
}

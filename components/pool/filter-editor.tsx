"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";
import { RadioChips } from "@/components/ui/radio-chips";
import { Segmented } from "@/components/ui/segmented";
import { GRADES } from "@/db/enums";
import type { PoolFacets } from "@/lib/customers/get-pool-facets";
import type { FilterKey, Filters } from "@/lib/pool-list/address";

/** What a person can choose to filter by; the rest comes by links alone. */
export const EDITABLE = ["grade", "region", "industry", "source", "entered", "bounced", "tag"] as const;
export type EditableFilter = (typeof EDITABLE)[number];

export const DAYS = [1, 3, 7, 14, 30, 90] as const;
export const TIMES = [1, 2, 3, 5] as const;
const SEARCH_ABOVE = 8;

export const editorOf = (key: FilterKey): EditableFilter | null =>
  key === "idle" ? "entered" : (EDITABLE.find((one) => one === key) ?? null);

type FilterEditorProps = {
  filter: EditableFilter;
  filters: Filters;
  facets: PoolFacets;
  onChange: (change: Partial<Filters>) => void;
};

/** The choice behind a filter's chip. Every choice counts at once. */
export function FilterEditor({ filter, filters, facets, onChange }: FilterEditorProps) {
  const t = useTranslations("pool.filters");
  switch (filter) {
    case "grade":
      return (
        <Choices
          label={t("grade")}
          values={GRADES}
          chosen={filters.grade}
          onChange={(chosen) => onChange({ grade: GRADES.filter((grade) => chosen.includes(grade)) })}
        />
      );
    case "region":
      return (
        <Choices
          label={t("region")}
          values={facets.regions}
          chosen={filters.region}
          onChange={(region) => onChange({ region })}
        />
      );
    case "industry":
      return (
        <Choices
          label={t("industry")}
          values={facets.industries}
          chosen={filters.industry}
          onChange={(industry) => onChange({ industry })}
        />
      );
    case "source":
      return (
        <Choices
          label={t("source")}
          values={facets.sources}
          chosen={filters.source}
          onChange={(source) => onChange({ source })}
        />
      );
    case "tag":
      return (
        <RadioChips
          label={t("tag")}
          options={facets.tags.map((tag) => ({ value: tag, label: tag }))}
          value={filters.tag ?? null}
          onValueChange={(tag) => onChange({ tag })}
        />
      );
    case "bounced":
      return (
        <RadioChips
          label={t("bounced")}
          options={TIMES.map((count) => ({ value: String(count), label: t("timesUp", { count }) }))}
          value={filters.bounced ? String(filters.bounced) : null}
          onValueChange={(count) => onChange({ bounced: Number(count) })}
        />
      );
    case "entered":
      return <DaysEditor filters={filters} onChange={onChange} />;
  }
}

/** How long a customer may have lain, or must have lain, in the pool. */
function DaysEditor({ filters, onChange }: Pick<FilterEditorProps, "filters" | "onChange">) {
  const t = useTranslations("pool.filters");
  const [mode, setMode] = useState<"entered" | "idle">(filters.idle ? "idle" : "entered");
  const days = filters.entered ?? filters.idle;
  const put = (as: "entered" | "idle", count: number | undefined) =>
    onChange({ entered: as === "entered" ? count : undefined, idle: as === "idle" ? count : undefined });
  return (
    <div className="flex flex-col items-start gap-3">
      <Segmented
        label={t("entered")}
        options={[
          { value: "entered", label: t("within") },
          { value: "idle", label: t("over") },
        ]}
        value={mode}
        onValueChange={(next) => {
          setMode(next);
          if (days) put(next, days);
        }}
      />
      <RadioChips
        label={t("entered")}
        options={DAYS.map((count) => ({ value: String(count), label: t("days", { count }) }))}
        value={days ? String(days) : null}
        onValueChange={(count) => put(mode, Number(count))}
      />
    </div>
  );
}

type ChoicesProps = {
  label: string;
  values: readonly string[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  className?: string;
};

/** Several of a list of values, with a box to find one when they are many. */
export function Choices({ label, values, chosen, onChange, className }: ChoicesProps) {
  const t = useTranslations("pool.filters");
  const id = useId();
  const [find, setFind] = useState("");
  const word = find.trim().toLowerCase();
  // What was chosen before stands first, also when the pool no longer has it.
  const [first] = useState(chosen);
  const all = [...new Set([...first, ...values])];
  const shown = all.filter((value) => value.toLowerCase().includes(word));
  const toggle = (value: string) =>
    onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  return (
    <fieldset className={cn("min-w-0", className)}>
      <legend className="sr-only">{label}</legend>
      {all.length > SEARCH_ABOVE ? (
        <Input
          inputSize="sm"
          type="search"
          aria-label={t("find")}
          placeholder={t("find")}
          value={find}
          onChange={(event) => setFind(event.target.value)}
          className="mb-1.5"
        />
      ) : null}
      {shown.length === 0 ? <p className="px-1.5 py-1 text-12 text-faint-foreground">{t("none")}</p> : null}
      <div className="max-h-64 overflow-y-auto">
        {shown.map((value, index) => (
          <label
            key={value}
            htmlFor={`${id}-${index}`}
            className="flex h-7 cursor-pointer items-center gap-2 rounded-md px-1.5 hover:bg-muted max-md:h-11 max-md:text-14"
          >
            <Checkbox
              id={`${id}-${index}`}
              checked={chosen.includes(value)}
              onCheckedChange={() => toggle(value)}
            />
            <span className="truncate">{value}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

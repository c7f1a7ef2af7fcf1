"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { RadioChips } from "@/components/ui/radio-chips";
import { Segmented } from "@/components/ui/segmented";
import { GRADES } from "@/db/enums";
import type { PoolFacets } from "@/lib/customers/get-pool-facets";
import type { FilterKey, Filters } from "@/lib/pool-list/address";
import { ChoiceChips, ChoiceList } from "./choices";

/** What a person can choose to filter by; the rest comes by links alone. */
export const EDITABLE = ["grade", "region", "industry", "source", "entered", "bounced", "tag"] as const;
export type EditableFilter = (typeof EDITABLE)[number];

export const DAYS = [1, 3, 7, 14, 30, 90] as const;
export const TIMES = [1, 2, 3, 5] as const;

const PLURALS = { region: "regions", industry: "industries", source: "sources" } as const;

export const editorOf = (key: FilterKey): EditableFilter | null =>
  key === "idle" ? "entered" : (EDITABLE.find((one) => one === key) ?? null);

type FilterEditorProps = {
  filter: EditableFilter;
  /** As chips of 44 for a finger, rather than a list of boxes. */
  chips?: boolean;
  filters: Filters;
  facets: PoolFacets;
  onChange: (change: Partial<Filters>) => void;
};

/** The choice behind a filter's chip. Every choice counts at once. */
export function FilterEditor({ filter, chips = false, filters, facets, onChange }: FilterEditorProps) {
  const t = useTranslations("pool.filters");
  const Values = chips ? ChoiceChips : ChoiceList;
  switch (filter) {
    case "grade":
      return (
        <Values
          label={t("grade")}
          values={GRADES}
          chosen={filters.grade}
          onChange={(chosen) => onChange({ grade: GRADES.filter((grade) => chosen.includes(grade)) })}
        />
      );
    case "region":
    case "industry":
    case "source":
      return (
        <Values
          label={t(filter)}
          values={facets[PLURALS[filter]]}
          chosen={filters[filter]}
          onChange={(chosen) => onChange({ [filter]: chosen })}
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

"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useFields } from "@/components/fields/fields-provider";
import { FieldFilterEditor } from "@/components/fields/filter-editor";
import { useFieldFilters } from "@/components/fields/use-field-filters";
import { isFilterable } from "@/components/fields/use-filter-text";
import { Toolbar } from "@/components/layout/page-header";
import { PoolSearch } from "@/components/pool/pool-search";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { AddFilterChip, FilterChip } from "@/components/ui/filter-chip";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { NativeSelect } from "@/components/ui/select";
import { useConditionText } from "@/components/views/use-condition-text";
import { GRADES, STAGES } from "@/db/enums";
import { withFieldFilter } from "@/lib/custom-fields/filters";
import { DUE_WINDOWS } from "@/lib/customers/list-schema";
import {
  activeMineFilters,
  type MineAddress,
  type MineFilter,
  withoutMineFilter,
} from "@/lib/customers/mine-address";
import type { Scope } from "./types";

type MineBarProps = {
  address: MineAddress;
  pools: readonly { id: string; name: string }[];
  scope: Scope | null;
  go: (address: MineAddress, how?: "push" | "replace") => void;
  /** What else belongs to the list: its conditions, columns, view. */
  tools: ReactNode;
};

/** What narrows the list: whose, by name, and the filters as chips. */
export function MineBar({ address, pools, scope, go, tools }: MineBarProps) {
  const t = useTranslations("mine");
  const common = useTranslations("common.filter");
  const words = useFilterWords(pools);
  const active = activeMineFilters(address).filter((key) => key !== "q" && key !== "fields");
  const own = useFieldFilters({
    filters: address.fields,
    onChange: (fields) => go({ ...address, fields }),
  });
  return (
    <Toolbar
      label={t("filters.label")}
      end={
        <span className="flex items-center gap-0.5">
          {active.length + address.fields.length > 1 ? (
            <Button variant="ghost" size="xs" onClick={() => go(withoutMineFilter(address))}>
              {common("clearAll")}
            </Button>
          ) : null}
          {tools}
        </span>
      }
    >
      {scope ? <ScopeSelect scope={scope} address={address} go={go} /> : null}
      <PoolSearch
        query={address.q}
        onQuery={(q) => go({ ...address, q }, "replace")}
        label={t("search")}
        className="w-52 shrink-0 max-md:[&_input]:h-9"
      />
      {active.map((key) => (
        <FilterChip
          key={key}
          name={t(`filters.${key}`)}
          value={words(key, address)}
          onRemove={() => go(withoutMineFilter(address, key))}
        />
      ))}
      {own.chips}
      <FilterEditor address={address} pools={pools} go={go} />
    </Toolbar>
  );
}

function ScopeSelect({ scope, address, go }: { scope: Scope } & Pick<MineBarProps, "address" | "go">) {
  const t = useTranslations("mine.scope");
  const value = address.owner
    ? `owner ${address.owner}`
    : address.team
      ? `team ${address.team}`
      : address.view === "all"
        ? "all"
        : "mine";
  const options = [
    { value: "mine", label: t("mine") },
    { value: "all", label: t("all") },
    ...scope.teams.map(({ id, name }) => ({ value: `team ${id}`, label: t("team", { name }) })),
    ...scope.people.map(({ id, name }) => ({ value: `owner ${id}`, label: name })),
  ];
  return (
    <NativeSelect
      inputSize="sm"
      aria-label={t("label")}
      className="w-40 shrink-0 max-md:w-32 max-md:[&_select]:h-9"
      options={options}
      value={value}
      onChange={(event) => {
        const [kind, id] = event.target.value.split(" ");
        const view = address.view === "all" || kind === "all" ? "mine" : address.view;
        const base = { ...address, owner: undefined, team: undefined, view };
        if (kind === "owner") go({ ...base, owner: id });
        else if (kind === "team") go({ ...base, team: id });
        else go(kind === "all" ? { ...base, view: "all" } : base);
      }}
    />
  );
}

function useFilterWords(pools: MineBarProps["pools"]) {
  const t = useTranslations("mine.filters");
  const stages = useTranslations("enums.stage");
  const common = useTranslations("common");
  const conditionText = useConditionText();
  return (key: Exclude<MineFilter, "fields">, address: MineAddress): string => {
    switch (key) {
      case "stage":
        return address.stage.map((one) => stages(one)).join(t("comma"));
      case "grade":
      case "region":
      case "industry":
      case "source":
        return address[key].join(t("comma"));
      case "pool":
        return pools.find(({ id }) => id === address.pool)?.name ?? "…";
      case "idle":
        return t("over", { days: common("days", { count: address.idle ?? 0 }) });
      case "touched":
        return t("within", { days: common("days", { count: address.touched ?? 0 }) });
      case "taken":
        return common("today");
      case "due":
      case "next":
        return address[key] ? t(`windows.${address[key]}`) : "";
      case "cond":
        return conditionText(address.cond);
      case "won":
        return common("yes");
      default:
        return address[key] ?? "";
    }
  };
}

const toggled = <T,>(values: readonly T[], value: T): T[] =>
  values.includes(value) ? values.filter((one) => one !== value) : [...values, value];

function FilterEditor({ address, pools, go }: Pick<MineBarProps, "address" | "pools" | "go">) {
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

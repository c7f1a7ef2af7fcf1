"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useFieldFilters } from "@/components/fields/use-field-filters";
import { Toolbar } from "@/components/layout/page-header";
import { PoolSearch } from "@/components/pool/pool-search";
import { Button } from "@/components/ui/button";
import { FilterChip } from "@/components/ui/filter-chip";
import { NativeSelect } from "@/components/ui/select";
import { activeMineFilters, type MineAddress, withoutMineFilter } from "@/lib/customers/mine-address";
import { FilterEditor } from "./filter-editor";
import type { Scope } from "./types";
import { useMineFilterWords } from "./use-filter-words";

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
  const words = useMineFilterWords(pools);
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
        className="w-52 shrink-0"
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
      className="w-40 shrink-0 max-md:w-32"
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

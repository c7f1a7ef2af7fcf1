"use client";

import { ArrowDownWideNarrow } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useRef, useState } from "react";
import { useFieldFilters } from "@/components/fields/use-field-filters";
import { Toolbar } from "@/components/layout/page-header";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { AddFilterChip, FilterChip } from "@/components/ui/filter-chip";
import { Popover, PopoverAnchor, PopoverContent } from "@/components/ui/popover";
import type { PoolFacets } from "@/lib/customers/get-pool-facets";
import { POOL_SORTS, type PoolSort } from "@/lib/customers/list-schema";
import {
  activeFilters,
  type FilterKey,
  type Filters,
  NO_FILTERS,
  withoutFilter,
} from "@/lib/pool-list/address";
import { EDITABLE, type EditableFilter, editorOf, FilterEditor } from "./filter-editor";
import { useFilterWords } from "./use-filter-words";

type FilterBarProps = {
  filters: Filters;
  sort: PoolSort;
  facets: PoolFacets;
  onFilters: (filters: Filters) => void;
  onSort: (sort: PoolSort) => void;
  /** What else belongs to the list: its conditions, columns, view. */
  tools: ReactNode;
};

/** The desktop's row of filter chips, each with its choice behind it, and the order at the right end. */
export function FilterBar({ filters, sort, facets, onFilters, onSort, tools }: FilterBarProps) {
  const t = useTranslations("pool.filters");
  const words = useFilterWords();
  const escaped = useRef(false);
  const [open, setOpen] = useState<EditableFilter | null>(null);
  const active = activeFilters(filters);
  const general = active.filter((key) => key !== "fields");
  const shown = new Set(active.map(editorOf));
  const addable = EDITABLE.filter((key) => !shown.has(key));
  const adding = open !== null && !shown.has(open) ? open : null;
  const own = useFieldFilters({
    filters: filters.fields,
    onChange: (fields) => onFilters({ ...filters, fields }),
  });
  const editor = (filter: EditableFilter) => (
    <PopoverContent align="start" aria-label={t(filter)} className="w-72 p-2.5">
      <FilterEditor
        filter={filter}
        filters={filters}
        facets={facets}
        onChange={(change) => onFilters({ ...filters, ...change })}
      />
    </PopoverContent>
  );
  const chip = (key: FilterKey) => {
    const { name, operator, value } = words(key, filters);
    const own = editorOf(key);
    const edit = own ? () => setOpen(own) : undefined;
    const opening = edit ? { onName: edit, onOperator: edit, onValue: edit } : {};
    return (
      <Popover
        key={own ?? key}
        open={own !== null && open === own}
        onOpenChange={(next) => setOpen(next ? own : null)}
      >
        <PopoverAnchor asChild>
          <span className="inline-flex shrink-0">
            <FilterChip
              {...{ name, operator, value }}
              {...opening}
              onRemove={() => onFilters(withoutFilter(filters, key))}
            />
          </span>
        </PopoverAnchor>
        {own ? editor(own) : null}
      </Popover>
    );
  };
  return (
    <div className="max-md:hidden">
      <Toolbar
        label={t("label")}
        end={
          <span className="flex items-center gap-0.5">
            {tools}
            <SortMenu sort={sort} onSort={onSort} />
          </span>
        }
      >
        {general.map(chip)}
        {own.chips}
        <Popover
          open={adding !== null || own.adding !== null}
          onOpenChange={(next) => {
            if (next) return;
            setOpen(null);
            own.stop();
          }}
        >
          <DropdownMenu>
            <PopoverAnchor asChild>
              <span className="inline-flex shrink-0">
                <DropdownMenuTrigger asChild>
                  <AddFilterChip />
                </DropdownMenuTrigger>
              </span>
            </PopoverAnchor>
            <DropdownMenuContent
              align="start"
              onEscapeKeyDown={() => {
                escaped.current = true;
              }}
              onCloseAutoFocus={(event) => {
                // What was chosen opens its editor, and the keyboard goes there.
                if (!escaped.current) event.preventDefault();
                escaped.current = false;
              }}
            >
              {addable.map((key) => (
                <DropdownMenuItem key={key} onSelect={() => setOpen(key)}>
                  {t(key)}
                </DropdownMenuItem>
              ))}
              {own.items}
            </DropdownMenuContent>
          </DropdownMenu>
          {adding ? editor(adding) : own.adding}
        </Popover>
        {general.length + filters.fields.length > 1 ? (
          <Button variant="ghost" size="xs" onClick={() => onFilters(NO_FILTERS)}>
            {t("clear")}
          </Button>
        ) : null}
      </Toolbar>
    </div>
  );
}

/** By what the list is ordered. */
export function SortMenu({ sort, onSort }: Pick<FilterBarProps, "sort" | "onSort">) {
  const t = useTranslations("pool.sorts");
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button
          variant="ghost"
          size="xs"
          lead={<ArrowDownWideNarrow aria-hidden />}
          aria-label={`${t("label")}: ${t(sort)}`}
        >
          {t(sort)}
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuRadioGroup
          value={sort}
          onValueChange={(value) => {
            const chosen = POOL_SORTS.find((one) => one === value);
            if (chosen) onSort(chosen);
          }}
        >
          {POOL_SORTS.map((one) => (
            <DropdownMenuRadioItem key={one} value={one}>
              {t(one)}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

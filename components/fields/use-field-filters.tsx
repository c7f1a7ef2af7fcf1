"use client";

import { type ReactNode, useState } from "react";
import { DropdownMenuItem } from "@/components/ui/dropdown-menu";
import { FilterChip } from "@/components/ui/filter-chip";
import { Popover, PopoverAnchor, PopoverContent } from "@/components/ui/popover";
import { type FieldFilter, withFieldFilter } from "@/lib/custom-fields/filters";
import { useAllFields } from "./fields-provider";
import { FieldFilterEditor } from "./filter-editor";
import { isFilterable, useFilterText } from "./use-filter-text";

export type FieldFiltersProps = {
  filters: readonly FieldFilter[];
  onChange: (filters: FieldFilter[]) => void;
};

/** The filter chips of the organisation's own fields, the menu items that add one, and the editor of the added one. */
export function useFieldFilters({ filters, onChange }: FieldFiltersProps): {
  chips: ReactNode;
  items: ReactNode;
  /** The editor of a field that has no chip yet, where its menu item was chosen. */
  adding: ReactNode;
  stop: () => void;
} {
  const fields = useAllFields();
  const words = useFilterText();
  const [open, setOpen] = useState<string | null>(null);
  const stop = () => setOpen(null);
  const editor = (key: string) => {
    const field = fields.find((one) => one.key === key);
    if (!field) return null;
    return (
      <PopoverContent align="start" aria-label={field.label} className="w-80 p-2.5">
        <FieldFilterEditor
          field={field}
          filter={filters.find((one) => one.key === key)}
          onChange={(changed) => onChange(withFieldFilter(filters, changed))}
        />
      </PopoverContent>
    );
  };
  const chips = filters.map((filter) => {
    const { key } = filter;
    const edit = () => setOpen(key);
    const { name, value } = words(filter, fields);
    return (
      <Popover key={key} open={open === key} onOpenChange={(next) => setOpen(next ? key : null)}>
        <PopoverAnchor asChild>
          <span className="inline-flex shrink-0">
            <FilterChip
              {...{ name, value, onName: edit, onValue: edit }}
              onRemove={() => onChange(filters.filter((one) => one.key !== key))}
            />
          </span>
        </PopoverAnchor>
        {editor(key)}
      </Popover>
    );
  });
  const free = fields.filter((field) => isFilterable(field) && !filters.some(({ key }) => key === field.key));
  const items = free.map(({ key, label }) => (
    <DropdownMenuItem key={key} onSelect={() => setOpen(key)}>
      {label}
    </DropdownMenuItem>
  ));
  const adding = open !== null && free.some(({ key }) => key === open) ? editor(open) : null;
  return { chips, items, adding, stop };
}

"use client";

import { useFields } from "@/components/fields/fields-provider";
import type { Mapping } from "@/lib/imports/rules";
import { unitOfColumn } from "@/lib/imports/unit-of-column";

/** The columns of amounts that are read in another unit than one, as their headers say. */
export function useUnitColumns(header: readonly string[], mapping: Mapping): string[] {
  const fields = useFields();
  return header.filter((name) => {
    const target = mapping[name];
    const own = fields.find(({ key }) => key === target);
    const amount = target === "expectedValue" || own?.type === "money";
    return amount && (unitOfColumn(name, own?.label)?.times ?? 1) !== 1;
  });
}

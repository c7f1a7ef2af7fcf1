"use client";

import { useTranslations } from "next-intl";
import type { FieldFilter } from "@/lib/custom-fields/filters";
import type { FieldDef } from "@/lib/custom-fields/types";
import { useFieldText } from "./use-field-text";

export type FieldFilterWords = { name: string; value: string; short: string };

const isRange = ({ type }: FieldDef): boolean => type === "number" || type === "money" || type === "date";

/** Whether a list can be filtered by the field: not by its text. */
export const isFilterable = (field: FieldDef): boolean => field.type !== "text" && !field.retired;

/** A filter by one of the organisation's own fields as its chip says it: 预算 · 1 万到 5 万. */
export function useFilterText(): (filter: FieldFilter, fields: readonly FieldDef[]) => FieldFilterWords {
  const t = useTranslations("fields.filter");
  const common = useTranslations("common");
  const text = useFieldText();
  const bounds = (field: FieldDef, { from, to }: FieldFilter) => {
    const bound = (one: string | null) =>
      one === null ? "" : (text(field, field.type === "date" ? one : Number(one)) ?? "");
    const words = { from: bound(from), to: bound(to) };
    if (from !== null && to !== null) return t("between", words);
    if (field.type === "date") return t(from === null ? "until" : "since", words);
    return t(from === null ? "max" : "min", words);
  };
  const choices = (field: FieldDef, any: readonly string[]) => {
    const one = (value: string) =>
      field.type === "yes_no"
        ? common(value === "yes" ? "yes" : "no")
        : (field.options.find((option) => option.value === value)?.label ?? value);
    const [first = "", ...rest] = any;
    return rest.length === 0 ? one(first) : t("more", { first: one(first), count: any.length });
  };
  return (filter, fields) => {
    const field = fields.find(({ key }) => key === filter.key);
    if (!field) return { name: t("of"), value: t("gone"), short: t("gone") };
    const value = isRange(field) ? bounds(field, filter) : choices(field, filter.any);
    return { name: field.label, value, short: `${field.label} ${value}` };
  };
}

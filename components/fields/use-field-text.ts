"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useMoney } from "@/components/customers/use-money";
import { DECIMALS } from "@/lib/custom-fields/limits";
import type { CustomValue, FieldFacts } from "@/lib/custom-fields/types";

/** The value of a field in words; null when it has none. */
export function useFieldText(): (field: FieldFacts, value: CustomValue | null) => string | null {
  const t = useTranslations("fields");
  const common = useTranslations("common");
  const format = useFormatter();
  const money = useMoney();
  return (field, value) => {
    if (value === null) return null;
    const label = (one: string) => field.options.find((option) => option.value === one)?.label ?? one;
    if (typeof value === "boolean") return common(value ? "yes" : "no");
    if (Array.isArray(value)) return value.map(label).join(t("comma"));
    if (typeof value === "string") return field.type === "choice" ? label(value) : value;
    if (field.type === "money") return money(value, field.currency);
    return format.number(value, { maximumFractionDigits: DECIMALS });
  };
}

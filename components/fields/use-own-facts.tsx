"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { FieldValue } from "@/lib/custom-fields/types";
import { useFieldText } from "./use-field-text";

/** The organisation's own fields as facts, null where they are not filled; a retired one is quieter and says so. */
export function useOwnFacts(): (fields: readonly FieldValue[]) => [string, ReactNode][] {
  const t = useTranslations("fields");
  const text = useFieldText();
  return (fields) =>
    fields.map((field) => {
      const value = text(field, field.value);
      if (!value || !field.retired) return [field.label, value];
      return [
        field.label,
        <span key={field.key} title={t("retiredMark")} className="text-muted-foreground">
          {value}
        </span>,
      ];
    });
}

"use client";

import { useTranslations } from "next-intl";
import { SOURCE_FIELDS, type SourceField } from "@/lib/forms/rules";

/** An own field as forms and inboxes name it. */
export type OwnField = { key: string; label: string };

/** The fields that may be filled from outside, with their names. */
export function useFieldNames(own: readonly OwnField[]) {
  const t = useTranslations("imports.field");
  const options = [
    ...SOURCE_FIELDS.map((field) => ({ value: field as string, label: t(field as SourceField) })),
    ...own.map(({ key, label }) => ({ value: `custom.${key}`, label })),
  ];
  const names = new Map(options.map(({ value, label }) => [value, label]));
  return { options, nameOf: (field: string) => names.get(field) ?? field };
}

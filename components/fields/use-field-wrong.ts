"use client";

import { useTranslations } from "next-intl";
import type { ActionFailure } from "@/lib/action-result";
import { DECIMALS, MAX_TEXT } from "@/lib/custom-fields/limits";
import type { FieldDef } from "@/lib/custom-fields/types";

/** What is wrong with one of the organisation's own fields, in words: that it is missing, or what it takes. */
export function useFieldWrong(failure: ActionFailure | null): (field: FieldDef) => string | undefined {
  const t = useTranslations("fields.wrong");
  const words = useTranslations("errors.field");
  return ({ key, type }) => {
    const path = `custom.${key}`;
    if (failure?.params.field !== path && !failure?.fields?.[path]) return undefined;
    if (failure.error === "REQUIRED_FIELD_MISSING") return words("required");
    return t(type, { limit: MAX_TEXT, decimals: DECIMALS });
  };
}

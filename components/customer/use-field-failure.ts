"use client";

import { useTranslations } from "next-intl";
import type { ActionFailure } from "@/lib/action-result";

/** The words of what is wrong with one field. */
export function useFieldFailure(failure: ActionFailure | null): (path: string) => string | undefined {
  const t = useTranslations("errors.field");
  return (path) => {
    const found = failure?.fields?.[path];
    if (found) return t(found.code, { limit: found.limit ?? 0 });
    if (failure?.params.field !== path) return undefined;
    return t(failure.error === "REQUIRED_FIELD_MISSING" ? "required" : "invalid", { limit: 0 });
  };
}

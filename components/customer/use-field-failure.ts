"use client";

import { useTranslations } from "next-intl";
import type { ActionFailure, FieldCode } from "@/lib/action-result";
import type { ErrorCode } from "@/lib/errors";

/** What a refusal as a whole says of the field that it names. */
const BY_ERROR: Partial<Record<ErrorCode, FieldCode>> = {
  REQUIRED_FIELD_MISSING: "required",
  DUPLICATE_CUSTOMER: "taken",
};

/** The words of what is wrong with one field. */
export function useFieldFailure(failure: ActionFailure | null): (path: string) => string | undefined {
  const t = useTranslations("errors.field");
  return (path) => {
    const found = failure?.fields?.[path];
    if (found) return t(found.code, { limit: found.limit ?? 0 });
    if (failure?.params.field !== path) return undefined;
    return t(BY_ERROR[failure.error] ?? "invalid", { limit: 0 });
  };
}

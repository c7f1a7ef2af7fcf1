"use client";

import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { type CodedError, errorText } from "@/lib/i18n/error-text";

/** Turns the code of a refusal into its sentence. */
export function useErrorText(): (error: CodedError) => string {
  const t = useTranslations("errors");
  const locale = useLocale();
  const timeZone = useTimeZone() ?? "UTC";
  return (error) => errorText(t, error, { locale, timeZone });
}

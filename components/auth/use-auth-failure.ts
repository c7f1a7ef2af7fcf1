"use client";

import { useLocale, useTimeZone, useTranslations } from "next-intl";
import type { ActionFailure } from "@/lib/action-result";
import { errorText } from "@/lib/i18n/error-text";

const MINUTE_SECONDS = 60;

/** Says why signing in or setting up was refused: what is left to try, and from when. */
export function useAuthFailure() {
  const t = useTranslations("auth");
  const errors = useTranslations("errors");
  const where = { locale: useLocale(), timeZone: useTimeZone() ?? "UTC" };
  return (failure: ActionFailure): string => {
    const { error, params } = failure;
    if (error === "WRONG_CREDENTIALS" && typeof params.left === "number") {
      return t("wrong", { left: params.left, minutes: Number(params.minutes) });
    }
    if (error === "TOO_MANY_REQUESTS" && typeof params.retryAfterSeconds === "number") {
      const seconds = params.retryAfterSeconds;
      if (seconds < MINUTE_SECONDS) return t("lockedSeconds", { seconds });
      return t("lockedMinutes", { minutes: Math.ceil(seconds / MINUTE_SECONDS) });
    }
    if (error === "INVALID_INPUT") return t("missing");
    return errorText(errors, { code: error, params }, where);
  };
}

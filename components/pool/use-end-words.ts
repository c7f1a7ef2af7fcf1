"use client";

import { useTranslations } from "next-intl";
import type { Stay } from "@/lib/clean-up/types";

/** What becomes of a customer whose stay in the pool has ended, in words. */
export function useEndWords(): (end: Stay["end"]) => string {
  const t = useTranslations("rules.pool");
  const reasons = useTranslations("enums.invalidReason");
  return (end) =>
    end.kind === "invalidate"
      ? t("endInvalidate", { reason: reasons(end.reason) })
      : t("endMove", { pool: end.poolName });
}

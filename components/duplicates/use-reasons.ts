"use client";

import { useTranslations } from "next-intl";
import type { DuplicateReason } from "@/db/enums";

/** What people said of a pair is told with their names, not among what speaks for it. */
export const isEvidence = (reason: DuplicateReason): boolean =>
  reason !== "asked" && reason !== "created_anyway";

/** Why two may be one, as one line. */
export function useReasons(): (reasons: readonly DuplicateReason[]) => string {
  const t = useTranslations("duplicates");
  return (reasons) => reasons.map((reason) => t(`reason.${reason}`)).join(t("comma"));
}

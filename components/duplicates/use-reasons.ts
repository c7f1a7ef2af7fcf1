"use client";

import { useTranslations } from "next-intl";
import type { DuplicateReason } from "@/db/enums";

/** Why two may be one, as one line. */
export function useReasons(): (reasons: readonly DuplicateReason[]) => string {
  const t = useTranslations("duplicates");
  return (reasons) => reasons.map((reason) => t(`reason.${reason}`)).join(t("comma"));
}

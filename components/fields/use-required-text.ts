"use client";

import { useTranslations } from "next-intl";
import { STAGES, type Stage } from "@/db/enums";

/** At which stages a field is required, in words; null when at none. */
export function useRequiredText(): (stages: readonly Stage[]) => string | null {
  const t = useTranslations("fields");
  const words = useTranslations("enums.stage");
  return (stages) => {
    if (stages.length === 0) return null;
    if (stages.length === STAGES.length) return t("requiredAll");
    return stages.map((stage) => words(stage)).join(t("comma"));
  };
}

"use client";

import { useTranslations } from "next-intl";
import { DEADLINE_RULES, RELEASE_REASONS } from "@/db/enums";
import type { Entry } from "@/lib/customers/types";

/** How a customer came into the pool, in two to six characters; `detailed` gives the reason of a release itself. */
export function useEntryText(): (entry: Entry, detailed?: boolean) => string {
  const t = useTranslations("pool.entered");
  const reasons = useTranslations("enums.releaseReason");
  return ({ kind, reason, rule }, detailed = false) => {
    if (kind === "reclaimed") {
      const known = rule ?? DEADLINE_RULES.find((one) => one === reason);
      return known ? t(`reclaimed.${known}`) : t("reclaimed.other");
    }
    if (kind === "released") {
      const known = RELEASE_REASONS.find((one) => one === reason);
      return detailed && known ? reasons(known) : t("released");
    }
    if (kind === "created") return t(reason === "import" ? "imported" : "created");
    if (kind === "departed" || kind === "restored" || kind === "moved") return t(kind);
    return t("other");
  };
}

"use client";

import { useTranslations } from "next-intl";
import { RELEASE_REASONS } from "@/db/enums";
import type { Entry } from "@/lib/customers/types";
import { clockMeaning } from "@/lib/i18n/rule-text";

/** How a customer came into the pool, in two to six characters or by the name of the rule; `detailed` gives the reason of a release itself. */
export function useEntryText(): (entry: Entry, detailed?: boolean) => string {
  const t = useTranslations("pool.entered");
  const reasons = useTranslations("enums.releaseReason");
  return ({ kind, reason, rule }, detailed = false) => {
    if (kind === "reclaimed") {
      return rule ? rule.name || t(`reclaimed.${clockMeaning(rule)}`) : t("reclaimed.other");
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

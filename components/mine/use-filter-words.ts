"use client";

import { useTranslations } from "next-intl";
import { useConditionText } from "@/components/views/use-condition-text";
import type { MineAddress, MineFilter } from "@/lib/customers/mine-address";

/** The value of a filter in force as its chip says it; `pools` are those that the reader may name. */
export function useMineFilterWords(pools: readonly { id: string; name: string }[]) {
  const t = useTranslations("mine.filters");
  const stages = useTranslations("enums.stage");
  const common = useTranslations("common");
  const conditionText = useConditionText();
  return (key: Exclude<MineFilter, "fields">, address: MineAddress): string => {
    switch (key) {
      case "stage":
        return address.stage.map((one) => stages(one)).join(t("comma"));
      case "grade":
      case "region":
      case "industry":
      case "source":
        return address[key].join(t("comma"));
      case "pool":
        return pools.find(({ id }) => id === address.pool)?.name ?? "…";
      case "idle":
        return t("over", { days: common("days", { count: address.idle ?? 0 }) });
      case "touched":
        return t("within", { days: common("days", { count: address.touched ?? 0 }) });
      case "taken":
        return common("today");
      case "due":
      case "next":
        return address[key] ? t(`windows.${address[key]}`) : "";
      case "cond":
        return conditionText(address.cond);
      case "won":
        return common("yes");
      default:
        return address[key] ?? "";
    }
  };
}

"use client";

import { useTranslations } from "next-intl";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";

const MINUTE = 60_000;

/** When somebody last used the product: minutes ago today, the day before that, or never. */
export function useSeen(): (at: Date | null) => string {
  const t = useTranslations("members");
  const common = useTranslations("common");
  const now = useNow();
  const { moment, hour, daysSince } = useMoments();
  return (at) => {
    if (!at) return t("neverSeen");
    const minutes = Math.max(0, Math.floor((now.getTime() - at.getTime()) / MINUTE));
    if (minutes < 60) return common("agoMinutes", { count: minutes });
    return daysSince(at, now) === 0 ? `${common("today")} ${hour(at)}` : moment(at, now);
  };
}

"use client";

import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { useLeaveDays } from "./use-leave-days";

/** `请假至 11-27`, beside a name; nothing for somebody who is there. */
export function AwayBadge({ untilOn }: { untilOn: string | undefined }) {
  const t = useTranslations("leaves");
  const { day } = useLeaveDays();
  return untilOn ? <Badge tone="warning">{t("awayUntil", { day: day(untilOn) })}</Badge> : null;
}

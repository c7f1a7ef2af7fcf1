"use client";

import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { useNow } from "./clock";
import { useMoments } from "./use-moments";

type ChurnBadgeProps = { at: Date | null | undefined; className?: string };

/** That somebody has marked the customer as one that may leave, and since when. */
export function ChurnBadge({ at, className }: ChurnBadgeProps) {
  const t = useTranslations("customer");
  const now = useNow();
  const { moment } = useMoments();
  if (!at) return null;
  return (
    <Badge tone="warning" title={t("churnRiskSince", { moment: moment(at, now) })} className={className}>
      {t("churnRisk")}
    </Badge>
  );
}

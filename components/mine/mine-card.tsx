"use client";

import { SquarePen } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { ChurnBadge } from "@/components/customers/churn-badge";
import { useNow } from "@/components/customers/clock";
import { ReclaimBadge } from "@/components/customers/reclaim-badge";
import { useMoments } from "@/components/customers/use-moments";
import { Button } from "@/components/ui/button";
import { GradeMark } from "@/components/ui/grade-mark";
import type { MineRow } from "@/lib/customers/types";

type MineCardProps = { row: MineRow; withOwner: boolean; onFollowUp: (row: MineRow) => void };

/** The phone's row of a held customer: who, until when, what next, and the follow-up within reach of the thumb. */
export function MineCard({ row, withOwner, onFollowUp }: MineCardProps) {
  const t = useTranslations("mine");
  const followUp = useTranslations("followup");
  const stages = useTranslations("enums.stage");
  const channels = useTranslations("enums.channel");
  const now = useNow();
  const { day, moment } = useMoments();
  const facts = [withOwner ? row.owner.name : row.industry, row.region, stages(row.stage)].filter(Boolean);
  const last = row.qualifiedAt
    ? [day(row.qualifiedAt, now), row.qualifiedChannel ? channels(row.qualifiedChannel) : null]
        .filter(Boolean)
        .join(" · ")
    : t("never");
  return (
    <>
      <span className="mt-0.5 self-start">
        <GradeMark grade={row.grade} />
      </span>
      <span className="min-w-0 flex-1">
        <Link href={`/customers/${row.id}`} prefetch={false} className="block truncate font-medium text-16">
          {row.name}
        </Link>
        <span className="block truncate text-13 text-muted-foreground">{facts.join(" · ")}</span>
        <span className="mt-1 flex items-center gap-2 text-12 text-faint-foreground">
          <ReclaimBadge
            poolId={row.pool.id}
            dueAt={row.dueAt}
            protectedUntil={row.protectedUntil}
            wonAt={row.wonAt}
          />
          <ChurnBadge at={row.churnRiskAt} className="shrink-0" />
          <span className="truncate">
            {row.nextStepAt ? t("nextAt", { moment: moment(row.nextStepAt, now) }) : last}
          </span>
        </span>
      </span>
      <Button
        variant="claim"
        size="touch"
        icon
        aria-label={followUp("titleOf", { name: row.name })}
        onClick={() => onFollowUp(row)}
        className="min-w-11"
      >
        <SquarePen aria-hidden />
      </Button>
    </>
  );
}

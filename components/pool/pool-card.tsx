"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useNow } from "@/components/customers/clock";
import { useEntryText } from "@/components/customers/use-entry-text";
import { useMoments } from "@/components/customers/use-moments";
import type { RowLook } from "@/components/data-table/types";
import { cn } from "@/components/ui/cn";
import { GradeMark } from "@/components/ui/grade-mark";
import type { PoolRow } from "@/lib/customers/types";
import type { PoolQuota } from "@/lib/quotas/types";
import { ClaimCell } from "./claim-cell";
import type { Mark } from "./claim-store";
import { useDeadlineText } from "./use-claim";

type PoolCardProps = {
  row: PoolRow;
  look: RowLook;
  mark: Mark | null;
  quota: PoolQuota;
  fresh: boolean;
  onClaim: (row: PoolRow) => void;
};

/** The phone's row: who, what, what was last, and the claim within reach of the thumb. */
export function PoolCard({ row, look, mark, quota, fresh, onClaim }: PoolCardProps) {
  const common = useTranslations("common");
  const facts = [row.industry, row.region, row.source].filter((fact) => fact !== null && fact !== "");
  const lost = look.state === "lost";
  return (
    <>
      <span className="mt-0.5 self-start">
        <GradeMark grade={row.grade} faded={lost} />
      </span>
      <span className="min-w-0 flex-1">
        <Link href={`/pool/${row.id}`} prefetch={false} className="flex items-center gap-1.5">
          <span className={cn("truncate text-16", !lost && "font-medium")}>{row.name}</span>
          {fresh ? (
            <span className="size-1.5 shrink-0 rounded-full bg-primary-text">
              <span className="sr-only">{common("table.newSince")}</span>
            </span>
          ) : null}
        </Link>
        <span
          className={cn("block truncate text-13", lost ? "text-faint-foreground" : "text-muted-foreground")}
        >
          {facts.join(" · ")}
        </span>
        <LastLine row={row} mark={mark} />
      </span>
      <ClaimCell row={row} mark={mark} quota={quota} onClaim={onClaim} touch />
    </>
  );
}

/** What was last with the customer; once it is mine, until when it wants a follow-up. */
function LastLine({ row, mark }: { row: PoolRow; mark: Mark | null }) {
  const t = useTranslations("pool");
  const outcomes = useTranslations("enums.outcome");
  const common = useTranslations("common");
  const deadline = useDeadlineText();
  const entryText = useEntryText();
  const now = useNow();
  const { daysSince, day } = useMoments();
  const look = "mt-px block truncate text-12";
  if (mark?.kind === "claimed" && mark.held) {
    return <span className={cn(look, "text-primary-text")}>{deadline(mark.held)}</span>;
  }
  const until = row.claim.ok ? null : row.claim.params.until;
  if (typeof until === "string") {
    return (
      <span className={cn(look, "text-faint-foreground")}>{t("cooling", { day: day(until, now) })}</span>
    );
  }
  if (!row.lastFollowUpAt) {
    return (
      <span className={cn(look, "text-faint-foreground")}>
        {entryText(row.entered)}
        {t("comma")}
        {t("never")}
      </span>
    );
  }
  const days = daysSince(row.lastFollowUpAt, now);
  const parts = [
    row.lastFollowUpByName,
    days <= 0 ? common("today") : t("daysAgo", { count: days }),
    row.lastOutcome ? outcomes(row.lastOutcome) : null,
  ];
  return (
    <span className={cn(look, "text-faint-foreground")}>{parts.filter((part) => part).join(" · ")}</span>
  );
}

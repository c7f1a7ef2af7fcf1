"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useViewport } from "@/components/data-table/use-viewport";
import { ClaimCell } from "@/components/pool/claim-cell";
import { markOf, useMarks } from "@/components/pool/claim-store";
import { useClaim } from "@/components/pool/use-claim";
import { Button } from "@/components/ui/button";
import { GradeMark } from "@/components/ui/grade-mark";
import { OUTCOMES } from "@/db/enums";
import type { PoolQuota } from "@/lib/quotas/types";
import type { Recommendation, Why } from "@/lib/today/types";

type RecommendedProps = { items: readonly Recommendation[]; quotas: readonly PoolQuota[]; me: string };

/** Pooled customers worth a look, each with why as facts, claimed where they stand. */
export function Recommended({ items, quotas, me }: RecommendedProps) {
  return (
    <>
      {items.map((item) => {
        const quota = quotas.find(({ pool }) => pool.id === item.pool.id);
        return quota ? <Row key={item.row.id} item={item} quota={quota} me={me} /> : null;
      })}
    </>
  );
}

function Row({ item, quota, me }: { item: Recommendation; quota: PoolQuota; me: string }) {
  const t = useTranslations("pool.toast");
  const whyText = useWhyText();
  const phone = useViewport() === "phone";
  const marks = useMarks(me);
  const claim = useClaim({ poolName: item.pool.name });
  const { row } = item;
  const mark = markOf(marks, row);
  return (
    <li className="flex min-h-13 items-center gap-2.5 border-hairline border-b px-5 py-1.5 last:border-b-0 max-md:min-h-15 max-md:px-4">
      <GradeMark grade={row.grade} />
      <span className="min-w-0 flex-1">
        <Link
          href={`/pool/${row.id}`}
          prefetch={false}
          className="hit-line block truncate font-medium max-md:text-16"
        >
          {row.name}
        </Link>
        <span className="block truncate text-12 text-muted-foreground max-md:text-13">
          {item.why.map(whyText).join(" · ")}
        </span>
      </span>
      {mark?.kind === "claimed" ? (
        <Button asChild size="sm">
          <Link href={`/customers/${row.id}`}>{t("followUp")}</Link>
        </Button>
      ) : (
        <ClaimAction row={row} mark={mark} quota={quota} touch={phone} onClaim={claim} />
      )}
    </li>
  );
}

function ClaimAction(props: Parameters<typeof ClaimCell>[0]) {
  const t = useTranslations("pool");
  const { row, mark, quota, onClaim, touch } = props;
  if (touch || mark || !row.claim.ok || quota.refusal) return <ClaimCell {...props} />;
  return (
    <Button
      variant="claim"
      size="sm"
      aria-label={t("claimOf", { name: row.name })}
      onClick={() => onClaim(row)}
    >
      {t("claim")}
    </Button>
  );
}

function useWhyText(): (why: Why) => string {
  const t = useTranslations("today.why");
  const outcomes = useTranslations("enums.outcome");
  return (why) => {
    switch (why.code) {
      case "talked_before": {
        const known = OUTCOMES.find((one) => one === why.outcome);
        return t("talked_before", { outcome: known ? outcomes(known) : "", days: why.days });
      }
      case "won_in_region":
        return t("won_in_region", { region: why.region, count: why.count });
      case "won_in_industry":
        return t("won_in_industry", { industry: why.industry, count: why.count });
      default:
        return t(why.code);
    }
  };
}

"use client";

import { ArrowRight, Check } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { PairSide } from "@/lib/duplicates/types";

type HeadProps = {
  side: PairSide;
  kept: boolean;
  kbd: string;
  refusal: string | undefined;
  onKeep: () => void;
};

/** One of the two: who has it, what was done with it, and the choice to keep it. */
export function SideHead({ side, kept, kbd, refusal, onKeep }: HeadProps) {
  const t = useTranslations("duplicates");
  const now = useNow();
  const { moment } = useMoments();
  const facts = [
    side.lastFollowUpAt
      ? t("lastFollowUp", { moment: moment(side.lastFollowUpAt, now) })
      : t("neverFollowedUp"),
    ...(side.followUps > 0 ? [t("followUps", { count: side.followUps })] : []),
    ...(side.deals > 0 ? [t("deals", { count: side.deals })] : []),
    t("created", { moment: moment(side.createdAt, now) }),
  ];
  return (
    <div className="min-w-0 px-3 py-3 max-md:px-0">
      <Link
        href={`/customers/${side.id}`}
        className={cn(
          "block truncate font-medium hover:text-primary-text max-md:text-16",
          kept ? "" : "text-muted-foreground",
        )}
      >
        {side.name}
      </Link>
      <div className="mt-1 flex flex-wrap gap-1">
        <Badge tone="grey">
          {side.ownerName ? t("held", { name: side.ownerName }) : t("pooled", { pool: side.poolName })}
        </Badge>
        {side.won ? <Badge tone="success">{t("won")}</Badge> : null}
      </div>
      <p className="mt-1 text-12 text-faint-foreground">{facts.join(" · ")}</p>
      <div className="mt-2">
        {kept ? (
          <span className="inline-flex h-7 items-center gap-1.5 text-13 text-primary-text">
            <Check aria-hidden className="size-4" />
            {t("kept")}
          </span>
        ) : (
          <span className="flex min-h-7 flex-wrap items-center gap-x-2">
            {refusal ? null : (
              <Button size="sm" kbd={kbd} onClick={onKeep}>
                {t("keep")}
              </Button>
            )}
            <span className="inline-flex items-center gap-1 text-12 text-muted-foreground">
              <ArrowRight aria-hidden className="size-3" />
              {t("goes")}
            </span>
            {refusal ? <span className="text-12 text-faint-foreground">{refusal}</span> : null}
          </span>
        )}
      </div>
    </div>
  );
}

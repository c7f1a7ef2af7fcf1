"use client";

import { CircleGauge } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useNow } from "@/components/customers/clock";
import { QuotaPopover } from "@/components/customers/quota-popover";
import { useMoments } from "@/components/customers/use-moments";
import { Button } from "@/components/ui/button";
import { Ticks } from "@/components/ui/ticks";
import type { PoolQuota } from "@/lib/quotas/types";
import { bindingLimit } from "./quota-state";

type QuotaHeadProps = {
  quota: PoolQuota /** How many of the used ones are just being added. */;
  fresh: number;
};

/** The one number of the pool: how many one can still claim, counted in ticks; a click says why. */
export function QuotaHead({ quota, fresh }: QuotaHeadProps) {
  const t = useTranslations("pool");
  const q = useTranslations("quota");
  const { left } = quota;
  const binding = bindingLimit(quota);
  return (
    <QuotaPopover quota={quota}>
      <button
        type="button"
        title={q("open")}
        className="hit flex items-center gap-2 rounded-md hover:text-foreground"
      >
        <span aria-live="polite">
          {left === null
            ? t("leftUnlimited")
            : left === 0
              ? t("leftNone")
              : t.rich(`left.${binding?.by ?? "cap"}`, { count: left, b: (chunks) => <b>{chunks}</b> })}
        </span>
        {binding ? (
          <Ticks used={binding.used} limit={binding.limit} fresh={fresh} className="max-md:hidden" />
        ) : null}
      </button>
    </QuotaPopover>
  );
}

/** Above the list when nothing more can be claimed: what is used up, by which rule, and when it starts again. */
export function QuotaNotice({ quota }: { quota: PoolQuota }) {
  const t = useTranslations("pool.full");
  const now = useNow();
  const { moment } = useMoments();
  const { refusal, today, week, held, cap } = quota;
  const use =
    refusal?.code === "DAILY_LIMIT_REACHED" ? today : refusal?.code === "WEEKLY_LIMIT_REACHED" ? week : null;
  const span = use === today ? "day" : "week";
  const isCap = refusal?.code === "HOLDING_CAP_REACHED" && cap !== null;
  if (!use && !isCap) return null;
  return (
    <div
      role="status"
      className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-2 border-hairline border-b bg-sidebar px-5 py-1.5 max-md:px-4"
    >
      <CircleGauge aria-hidden className="size-4 shrink-0 text-muted-foreground" />
      <span className="font-medium">
        {use ? t(span, { used: use.used }) : t("cap", { held, cap: cap ?? 0 })}
      </span>
      <span className="text-muted-foreground">
        {use ? t(`${span}Text`, { moment: moment(use.resetsAt, now), limit: use.limit }) : t("capText")}
      </span>
      <Button asChild size="xs" variant="text" className="ms-auto">
        <Link href="/mine">{t("toMine")}</Link>
      </Button>
    </div>
  );
}

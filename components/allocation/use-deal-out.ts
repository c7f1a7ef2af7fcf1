"use client";

import { useTranslations } from "next-intl";
import { useAsking } from "@/components/customer/use-asking";
import { notify } from "@/components/ui/toast";
import { allocateCustomersAction } from "@/lib/allocation/actions";
import type { Allocation } from "@/lib/allocation/types";

/** Deals out for good what a plan has shown: it is worked out again, and what came of it is told. */
export function useDealOut(poolId: string, customerIds: readonly string[] | null) {
  const t = useTranslations("allocation.deal");
  const { run, busy, failure, forget } = useAsking();
  const deal = async (): Promise<Allocation | null> => {
    const which = customerIds ? { customerIds: [...customerIds] } : {};
    const done = await run((options) => allocateCustomersAction({ poolId, ...which }, options));
    if (!done) return null;
    const count = done.outcomes.filter(({ ok }) => ok).length;
    const left = done.outcomes.length - count;
    notify({ title: left > 0 ? t("doneSome", { count, left }) : t("done", { count }) });
    return done;
  };
  return { deal, busy, failure, forget };
}

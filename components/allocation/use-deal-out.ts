"use client";

import { useTranslations } from "next-intl";
import { useAsking } from "@/components/customer/use-asking";
import { answered } from "@/components/follow-ups/answered";
import { notify } from "@/components/ui/toast";
import { useErrorText } from "@/components/ui/use-error-text";
import { allocateCustomersAction, undoAllocationAction } from "@/lib/allocation/actions";
import type { Allocation } from "@/lib/allocation/types";

/** Seconds in which the toast offers the undo; the list of runs offers it for a day. */
const UNDO_SECONDS = 20;

/** Deals out for good what a plan has shown: it is worked out again, and what came of it is told, with its undo. */
export function useDealOut(poolId: string, customerIds: readonly string[] | null) {
  const t = useTranslations("allocation.deal");
  const say = useErrorText();
  const { run, busy, failure, forget } = useAsking();
  const undo = async (sweepId: string) => {
    const undone = await answered(undoAllocationAction({ sweepId }));
    if (undone.ok) {
      const { restored, left } = undone.data;
      notify({ title: t("undone", { count: restored, left }) });
    } else notify({ tone: "problem", title: say({ code: undone.error, params: undone.params }) });
  };
  const deal = async (): Promise<Allocation | null> => {
    const which = customerIds ? { customerIds: [...customerIds] } : {};
    const done = await run((options) => allocateCustomersAction({ poolId, ...which }, options));
    if (!done) return null;
    const count = done.outcomes.filter(({ ok }) => ok).length;
    const left = done.outcomes.length - count;
    const { runId } = done;
    notify({
      title: left > 0 ? t("doneSome", { count, left }) : t("done", { count }),
      ...(runId
        ? { undo: { seconds: UNDO_SECONDS, run: () => void undo(runId) }, detail: t("undoLater") }
        : {}),
    });
    return done;
  };
  return { deal, busy, failure, forget };
}

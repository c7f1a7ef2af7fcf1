"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { v4 as newKey } from "uuid";
import { useAsking } from "@/components/customer/use-asking";
import { useMoments } from "@/components/customers/use-moments";
import { notify } from "@/components/ui/toast";
import { planNextStepAction } from "@/lib/follow-ups/actions";

/** A planned step as a list knows it. */
export type Planned = {
  customerId: string;
  name: string;
  version: number;
  nextStep: string | null;
  nextStepAt: Date | null;
};

/** Ticks a planned step off, with an undo, or moves it to another time. */
export function usePlan() {
  const t = useTranslations("followup.list");
  const { moment } = useMoments();
  const asking = useAsking();
  const [moving, setMoving] = useState<Planned | null>(null);
  const set = (plan: Planned, nextStep: string, nextStepAt: string | null) =>
    asking.run((options) =>
      planNextStepAction(
        { customerId: plan.customerId, version: plan.version, nextStep, nextStepAt },
        options,
      ),
    );
  const undoOf = (plan: Planned) => ({
    seconds: 10,
    run: () =>
      void planNextStepAction(
        {
          customerId: plan.customerId,
          nextStep: plan.nextStep ?? "",
          nextStepAt: plan.nextStepAt?.toISOString() ?? null,
        },
        { key: newKey() },
      ),
  });
  const done = async (plan: Planned) => {
    if (await set(plan, "", null)) notify({ title: t("doneToast", { name: plan.name }), undo: undoOf(plan) });
  };
  const move = async (plan: Planned, nextStep: string, nextStepAt: string) => {
    const planned = await set(plan, nextStep, nextStepAt);
    if (!planned) return;
    setMoving(null);
    notify({ title: t("snoozed", { moment: moment(nextStepAt) }), undo: undoOf(plan) });
  };
  return { done, move, moving, setMoving, asking };
}

export type PlanDeeds = ReturnType<typeof usePlan>;

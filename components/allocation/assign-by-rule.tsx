"use client";

import { Split } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { AskContent } from "@/components/customer/ask-content";
import { FailureLine } from "@/components/customer/failure-line";
import { answered } from "@/components/follow-ups/answered";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import type { ActionFailure } from "@/lib/action-result";
import { allocateCustomersAction } from "@/lib/allocation/actions";
import type { Allocation } from "@/lib/allocation/types";
import { PlanView } from "./plan-view";
import { useDealOut } from "./use-deal-out";

type AssignByRuleProps = {
  poolId: string;
  customerIds: readonly string[];
  /** Called with those that went. */
  onAssigned: (ids: readonly string[]) => void;
};

/** Gives the selected customers to people by the rules of the pool, after showing who would get what. */
export function AssignByRule(props: AssignByRuleProps) {
  const t = useTranslations("allocation.deal");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" className="touch:h-11" lead={<Split aria-hidden />} onClick={() => setOpen(true)}>
        {t("action")}
      </Button>
      <Dialog open={open} onOpenChange={setOpen}>
        {open ? <PlanDialog {...props} onClose={() => setOpen(false)} /> : null}
      </Dialog>
    </>
  );
}

function usePlan(poolId: string, customerIds: readonly string[]) {
  const [plan, setPlan] = useState<Allocation | null>(null);
  const [failed, setFailed] = useState<ActionFailure | null>(null);
  const ids = customerIds.join(",");
  useEffect(() => {
    let current = true;
    const asked = { poolId, customerIds: ids.split(","), dryRun: true };
    void answered(allocateCustomersAction(asked)).then((answer) => {
      if (!current) return;
      if (answer.ok) setPlan(answer.data);
      else setFailed(answer);
    });
    return () => {
      current = false;
    };
  }, [poolId, ids]);
  return { plan, failed };
}

function PlanDialog(props: AssignByRuleProps & { onClose: () => void }) {
  const { poolId, customerIds, onAssigned, onClose } = props;
  const t = useTranslations("allocation.deal");
  const { plan, failed } = usePlan(poolId, customerIds);
  const { deal, busy, failure } = useDealOut(poolId, customerIds);
  const count = plan?.outcomes.filter(({ ok }) => ok).length ?? 0;
  const confirm = async () => {
    const done = await deal();
    if (!done) return;
    onClose();
    onAssigned(done.outcomes.flatMap((one) => (one.ok ? [one.customerId] : [])));
  };
  return (
    <AskContent
      title={`${t("title")} · ${t("selected", { count: customerIds.length })}`}
      description={plan ? t("lead") : t("working")}
      confirm={t("give", { count })}
      {...{ busy, failure }}
      {...(count === 0 ? { disabledReason: plan ? t("nothing") : t("working") } : {})}
      onConfirm={() => void confirm()}
    >
      <FailureLine failure={failed} />
      {plan ? <PlanView plan={plan} /> : null}
      {plan === null && !failed ? (
        <div className="flex flex-col gap-3 py-2">
          <Skeleton className="h-8" />
          <Skeleton className="h-8" />
        </div>
      ) : null}
    </AskContent>
  );
}

"use client";

import { PlanDialog } from "@/components/customer/small-dialogs";
import { Dialog } from "@/components/ui/dialog";
import type { PlanDeeds } from "./use-plan";

/** Another time for a planned step. */
export function MoveDialog({ plans }: { plans: PlanDeeds }) {
  const { moving, setMoving, move, asking } = plans;
  return (
    <Dialog open={moving !== null} onOpenChange={(open) => !open && setMoving(null)}>
      {moving ? (
        <PlanDialog
          name={moving.name}
          step={moving.nextStep}
          at={moving.nextStepAt}
          busy={asking.busy}
          failure={asking.failure}
          onPlan={(step, at) => void move(moving, step, at)}
        />
      ) : null}
    </Dialog>
  );
}

"use client";

import { UserPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { GiveDialog } from "@/components/customer/give-dialog";
import { type BulkOutcome, GiveOutcomes } from "@/components/customer/give-outcomes";
import { useAsking } from "@/components/customer/use-asking";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { notify } from "@/components/ui/toast";
import type { PoolRow } from "@/lib/customers/types";
import { assignCustomersAction } from "@/lib/ownership/actions";

type BulkAssignProps = {
  poolId: string;
  rows: readonly PoolRow[];
  /** Called with those that went. */
  onAssigned: (ids: readonly string[]) => void;
};

/** Gives the selected customers to a colleague; each has an outcome of its own. */
export function BulkAssign({ poolId, rows, onAssigned }: BulkAssignProps) {
  const t = useTranslations("pool.bulk");
  const [open, setOpen] = useState(false);
  const [outcomes, setOutcomes] = useState<BulkOutcome[] | null>(null);
  const { run, busy, failure, forget } = useAsking();
  const assign = async (userId: string, to: string, note: string) => {
    const customerIds = rows.map(({ id }) => id);
    const answer = await run((options) => assignCustomersAction({ customerIds, userId, note }, options));
    if (!answer) return;
    const nameOf = new Map(rows.map(({ id, name }) => [id, name]));
    const all = answer.map((one) => ({
      ...{ id: one.customerId, name: nameOf.get(one.customerId) ?? "", ok: one.ok },
      ...(one.ok ? {} : { error: { code: one.error, params: one.params } }),
    }));
    const done = all.filter((one) => one.ok).map(({ id }) => id);
    setOpen(false);
    if (done.length < all.length) setOutcomes(all);
    else notify({ title: t("assigned", { count: done.length, to }) });
    onAssigned(done);
  };
  return (
    <>
      <Button
        size="sm"
        className="touch:h-11"
        lead={<UserPlus aria-hidden />}
        onClick={() => {
          forget();
          setOpen(true);
        }}
      >
        {t("assign")}
      </Button>
      <Dialog open={open} onOpenChange={(next) => (busy ? null : setOpen(next))}>
        {open ? (
          <GiveDialog
            title={t("assignTitle", { count: rows.length })}
            poolIds={[poolId]}
            {...{ busy, failure }}
            onGive={(userId, to, note) => void assign(userId, to, note)}
          />
        ) : null}
      </Dialog>
      <Dialog open={outcomes !== null} onOpenChange={(next) => (next ? null : setOutcomes(null))}>
        {outcomes ? <GiveOutcomes outcomes={outcomes} /> : null}
      </Dialog>
    </>
  );
}

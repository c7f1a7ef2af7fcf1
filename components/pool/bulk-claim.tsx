"use client";

import { CircleGauge } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Refusal } from "@/components/ui/refusal";
import { useErrorText } from "@/components/ui/use-error-text";
import type { PoolRow } from "@/lib/customers/types";
import type { PoolQuota } from "@/lib/quotas/types";
import { type Marks, markOf } from "./claim-store";
import { permitOf } from "./quota-state";

const ASK_ABOVE = 20;
const MOST = 200;

type BulkClaimProps = {
  rows: readonly PoolRow[];
  selection: ReadonlySet<string>;
  marks: Marks;
  quota: PoolQuota;
  onClaim: (rows: readonly PoolRow[]) => void;
};

/** What the bar of the selection offers: as many as the quota still takes, the first in the list's order. */
export function BulkClaim({ rows, selection, marks, quota, onClaim }: BulkClaimProps) {
  const t = useTranslations("pool.bulk");
  const common = useTranslations("common");
  const say = useErrorText();
  const [asking, setAsking] = useState(false);
  const selected = rows.filter((row) => selection.has(row.id));
  const open = selected.filter((row) => permitOf(row, quota).ok && !markOf(marks, row));
  const most = Math.min(MOST, quota.left ?? MOST);
  const taken = open.slice(0, most);
  if (taken.length === 0) {
    const { refusal } = quota;
    return (
      <span className="pe-2">
        <Refusal
          icon={CircleGauge}
          text={refusal ? t("noneLeft") : t("noneClaimable")}
          detail={refusal ? say(refusal) : undefined}
        />
      </span>
    );
  }
  const fewer = taken.length < selected.length;
  const run = () => (taken.length > ASK_ABOVE ? setAsking(true) : onClaim(taken));
  return (
    <>
      {fewer && quota.left !== null ? (
        <span className="whitespace-nowrap text-12 text-muted-foreground">
          {t("quotaNote", { left: quota.left, selected: selected.length })}
        </span>
      ) : null}
      <Button variant="primary" size="sm" onClick={run} className="touch:h-11">
        {fewer ? t("claimFirst", { count: taken.length }) : t("claimAll", { count: taken.length })}
      </Button>
      <Dialog open={asking} onOpenChange={setAsking}>
        <DialogContent
          title={t("ask", { count: taken.length })}
          description={t("askText")}
          footer={
            <>
              <DialogClose asChild>
                <Button>{common("cancel")}</Button>
              </DialogClose>
              <Button
                variant="primary"
                onClick={() => {
                  setAsking(false);
                  onClaim(taken);
                }}
              >
                {t("claimAll", { count: taken.length })}
              </Button>
            </>
          }
        />
      </Dialog>
    </>
  );
}

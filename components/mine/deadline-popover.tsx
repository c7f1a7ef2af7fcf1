"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { DeadlinePanel } from "@/components/customer/deadline-panel";
import { ReclaimBadge } from "@/components/customers/reclaim-badge";
import { answered } from "@/components/follow-ups/answered";
import { Button } from "@/components/ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { Skeleton } from "@/components/ui/skeleton";
import type { CustomerView } from "@/lib/customers/customer-types";
import { customerAction } from "@/lib/customers/read-actions";
import type { MineRow } from "@/lib/customers/types";

/** The countdown of a row; a press explains it: which rule, since when, what resets and what pauses it. */
export function DeadlinePopover({ row, onFollowUp }: { row: MineRow; onFollowUp: () => void }) {
  const t = useTranslations("mine");
  const followUp = useTranslations("followup");
  const [customer, setCustomer] = useState<CustomerView | null>(null);
  const [open, setOpen] = useState(false);
  const read = async (next: boolean) => {
    setOpen(next);
    if (!next) return;
    const answer = await answered(customerAction({ customerId: row.id }));
    if (answer.ok) setCustomer(answer.data);
    else setOpen(false);
  };
  const badge = (
    <ReclaimBadge
      poolId={row.pool.id}
      dueAt={row.dueAt}
      protectedUntil={row.protectedUntil}
      wonAt={row.wonAt}
    />
  );
  if (!row.dueAt) return badge;
  return (
    <Popover open={open} onOpenChange={(next) => void read(next)}>
      <PopoverTrigger asChild>
        <button type="button" className="hit rounded-sm">
          {badge}
          <span className="sr-only">{t("explain", { name: row.name })}</span>
        </button>
      </PopoverTrigger>
      <PopoverContent align="start" data-row-stop>
        {customer ? (
          <DeadlinePanel bare customer={customer} ask={() => {}} onUnprotect={() => {}} readOnly />
        ) : (
          <div className="flex flex-col gap-3">
            <Skeleton className="h-5 w-1/2" />
            <Skeleton className="h-4" />
            <Skeleton className="h-16" />
          </div>
        )}
        <div className="mt-3.5 flex gap-2 border-hairline border-t pt-3">
          <Button
            variant="primary"
            size="sm"
            kbd="F"
            onClick={() => {
              setOpen(false);
              onFollowUp();
            }}
          >
            {followUp("log")}
          </Button>
        </div>
      </PopoverContent>
    </Popover>
  );
}

"use client";

import { CircleSlash } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { DeadlinePanel } from "@/components/customer/deadline-panel";
import { Contacts, Facts } from "@/components/customer/facts";
import { NameHead } from "@/components/customer/name-head";
import { Ahead } from "@/components/customer/next-panel";
import { useReveal } from "@/components/customer/use-reveal";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { answered } from "@/components/follow-ups/answered";
import { Peek } from "@/components/layout/panes";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/section";
import { Skeleton } from "@/components/ui/skeleton";
import { useErrorText } from "@/components/ui/use-error-text";
import type { ActionFailure } from "@/lib/action-result";
import type { CustomerView } from "@/lib/customers/customer-types";
import { customerAction } from "@/lib/customers/read-actions";
import type { MineRow } from "@/lib/customers/types";

type MinePeekProps = {
  row: MineRow;
  position: { at: number; of: number };
  onMove: (step: 1 | -1) => void;
  onClose: () => void;
  onFollowUp: (row: MineRow) => void;
  onRelease: (row: MineRow) => void;
};

/** The panel beside the list: until when and why, what next, whom to call. */
export function MinePeek({ row, position, onMove, onClose, onFollowUp, onRelease }: MinePeekProps) {
  const t = useTranslations("mine");
  const followUp = useTranslations("followup");
  const actions = useTranslations("customer.actions");
  const say = useErrorText();
  const { customer, failure, reload } = usePeeked(row);
  const { reveal, revealing } = useReveal(row.id, reload);
  return (
    <Peek
      label={t("peek")}
      onClose={onClose}
      position={position}
      onPrevious={() => onMove(-1)}
      onNext={() => onMove(1)}
      href={`/customers/${row.id}`}
      footer={
        <div className="flex gap-2">
          <Button variant="primary" size="lg" kbd="F" className="flex-1" onClick={() => onFollowUp(row)}>
            {followUp("log")}
          </Button>
          <Button size="lg" kbd="R" onClick={() => onRelease(row)}>
            {actions("release")}
          </Button>
          <Button asChild variant="ghost" size="lg">
            <Link href={`/customers/${row.id}`}>{t("open")}</Link>
          </Button>
        </div>
      }
    >
      <NameHead customer={customer ?? row} />
      {failure ? (
        <EmptyState icon={CircleSlash} title={say({ code: failure.error, params: failure.params })} />
      ) : customer ? (
        <>
          <NextLine customer={customer} />
          <DeadlinePanel customer={customer} ask={() => {}} onUnprotect={() => {}} readOnly />
          <Ahead customer={customer} />
          <Contacts
            customer={customer}
            onReveal={customer.canReveal ? reveal : null}
            revealing={revealing}
            onCall={() => {}}
            onEdit={null}
          />
          <Facts customer={customer} onEdit={null} />
        </>
      ) : (
        <div className="flex flex-col gap-3 px-5 py-4">
          <Skeleton className="h-6 w-2/3" />
          <Skeleton className="w-1/2" />
          <Skeleton className="h-16" />
        </div>
      )}
    </Peek>
  );
}

function NextLine({ customer }: { customer: CustomerView }) {
  const t = useTranslations("customer.next");
  const now = useNow();
  const { moment } = useMoments();
  if (!customer.nextStepAt) return null;
  return (
    <Section title={t("titleAt", { moment: moment(customer.nextStepAt, now) })}>
      <b className="font-medium">{customer.nextStep ?? t("open")}</b>
    </Section>
  );
}

/** The customer behind the row, read again when the row says something else than before. */
function usePeeked(row: MineRow) {
  const [customer, setCustomer] = useState<CustomerView | null>(null);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const [round, setRound] = useState(0);
  const { id } = row;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another row object is a newer state of it
  useEffect(() => {
    let current = true;
    void answered(customerAction({ customerId: id })).then((answer) => {
      if (!current) return;
      setCustomer(answer.ok ? answer.data : null);
      setFailure(answer.ok ? null : answer);
    });
    return () => {
      current = false;
    };
  }, [id, row, round]);
  return {
    customer: customer?.id === id ? customer : null,
    failure,
    reload: () => setRound((now) => now + 1),
  };
}

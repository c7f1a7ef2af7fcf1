"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useOptimistic } from "react";
import { HistoryBand } from "@/components/customers/history-band";
import { LossNote } from "@/components/follow-ups/loss-note";
import { useHotkeys } from "@/components/layout/hotkeys";
import { ClaimFoot } from "@/components/pool/claim-foot";
import { markOf, useMarks } from "@/components/pool/claim-store";
import { EligibilityList } from "@/components/pool/eligibility-list";
import { spent } from "@/components/pool/quota-state";
import { StayNote } from "@/components/pool/stay-note";
import { useClaim } from "@/components/pool/use-claim";
import { Section } from "@/components/ui/section";
import { KeptDraft } from "./kept-draft";
import type { CustomerPage } from "./types";

/** The claim of a pooled customer with its promise, as a part that any layout can place. */
export function useClaimFoot(page: CustomerPage) {
  const { peek, quota, viewer } = page;
  const marks = useMarks(viewer.id);
  const [claiming, spend] = useOptimistic(0, (before, more: number) => before + more);
  const claim = useClaim({ poolName: page.customer.pool.name, spend });
  const t = useTranslations("pool");
  const mark = peek ? markOf(marks, peek) : null;
  const claimThis = () => {
    if (peek && !mark && peek.claim.ok) claim(peek);
  };
  useHotkeys(peek ? [{ keys: "c", label: t("claimKey"), group: "record", run: claimThis }] : []);
  if (!peek || !quota) return null;
  return <ClaimFoot peek={peek} mark={mark} quota={spent(quota, claiming)} onClaim={claimThis} />;
}

type ClaimPanelProps = { page: CustomerPage; foot: ReactNode };

/** The right column while nobody holds the customer: what happened to it, whether one can claim it, and the button. */
export function ClaimPanel({ page, foot }: ClaimPanelProps) {
  const t = useTranslations("pool");
  const { peek, loss, customer, viewer } = page;
  return (
    <>
      <section className="flex flex-col gap-3 px-5 py-3.5 empty:hidden max-md:px-4">
        {loss ? <LossNote loss={loss} /> : null}
        <KeptDraft writerId={viewer.id} customerId={customer.id} />
        {foot ? <div className="flex flex-col gap-2.5 max-md:hidden">{foot}</div> : null}
      </section>
      {peek ? (
        <Section title={t("peek.eligibility")}>
          <EligibilityList eligibility={peek.eligibility} />
          <StayNote stay={peek.stay} />
        </Section>
      ) : null}
      {peek && peek.history.length > 0 ? (
        <Section title={t("peek.history", { count: customer.ownerCount })}>
          <HistoryBand history={peek.history} />
        </Section>
      ) : null}
    </>
  );
}

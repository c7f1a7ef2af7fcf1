"use client";

import { useTranslations } from "next-intl";
import { FollowUpDialog } from "@/components/follow-ups/follow-up-dialog";
import { Dialog } from "@/components/ui/dialog";
import { EditDialog } from "./edit-dialog";
import { ActivityDialog, ChurnDialog } from "./fact-dialogs";
import { GiveDialog } from "./give-dialog";
import { ReleaseDialog } from "./release-dialog";
import { RequestDialog } from "./request-dialog";
import { DealDialog, InvalidateDialog, PlanDialog, ProtectDialog } from "./small-dialogs";
import type { CustomerPage } from "./types";
import type { CustomerDeeds } from "./use-customer-deeds";

/** The question that is open, if any: each in its own dialog, a sheet on the phone. */
export function CustomerDialogs({ page, deeds }: { page: CustomerPage; deeds: CustomerDeeds }) {
  const { question, ask } = deeds;
  const { customer, preview } = page;
  const composing = question === "followUp" || question === "called";
  const asked = question !== null && !composing;
  return (
    <>
      <FollowUpDialog
        of={
          composing && preview
            ? { customerId: customer.id, name: customer.name, called: question === "called" }
            : null
        }
        preview={preview}
        onClose={() => ask(null)}
      />
      <Dialog open={asked} onOpenChange={(open) => !open && ask(null)}>
        {asked ? <Asked page={page} deeds={deeds} /> : null}
      </Dialog>
    </>
  );
}

function Asked({ page, deeds }: { page: CustomerPage; deeds: CustomerDeeds }) {
  const t = useTranslations("customer");
  const { customer, quota, currency } = page;
  const { question, asking } = deeds;
  const { busy, failure } = asking;
  const { name, pool, owner } = customer;
  // Who gives it back himself waits as the pool says; the rule's own days are for what the rule takes.
  const coolDown = quota?.coolDownDays ?? customer.deadline?.coolDownDays ?? 0;
  switch (question) {
    case "release":
      return (
        <ReleaseDialog
          title={t("release.title", { name })}
          description={
            coolDown > 0
              ? t(customer.mine ? "release.text" : "release.textOther", {
                  pool: pool.name,
                  days: coolDown,
                  owner: owner?.name ?? "",
                })
              : t("release.textPlain", { pool: pool.name })
          }
          {...{ busy, failure }}
          onRelease={(reason, note) => void deeds.release(reason, note)}
        />
      );
    case "transfer":
    case "assign":
      return (
        <GiveDialog
          title={t(`give.${question}`, { name })}
          poolIds={[pool.id]}
          exceptId={owner?.id ?? null}
          {...{ busy, failure }}
          onGive={(userId, to, note) => void deeds.give(question, userId, to, note)}
        />
      );
    case "protect":
      return (
        <ProtectDialog
          name={name}
          quota={customer.mine ? (quota?.protections ?? null) : null}
          {...{ busy, failure }}
          onProtect={(days, reason) => void deeds.protect(days, reason)}
        />
      );
    case "askProtection":
      return <RequestDialog customer={customer} onDone={() => deeds.ask(null)} />;
    case "invalidate":
      return (
        <InvalidateDialog
          {...{ name, busy, failure }}
          onInvalidate={(reason, note) => void deeds.invalidate(reason, note)}
        />
      );
    case "deal":
      return (
        <DealDialog
          {...{ name, currency, busy, failure }}
          onDeal={(title, amount) => void deeds.deal(title, amount)}
        />
      );
    case "edit":
      return <EditDialog customer={customer} onDone={() => deeds.ask(null)} />;
    case "activity":
      return (
        <ActivityDialog
          {...{ name, busy, failure }}
          onRecord={(kind, note) => void deeds.activity(kind, note)}
        />
      );
    case "churn":
      return <ChurnDialog {...{ name, busy, failure }} onMark={(note) => void deeds.churn(true, note)} />;
    case "plan":
      return (
        <PlanDialog
          {...{ name, busy, failure }}
          step={customer.nextStep}
          at={customer.nextStepAt}
          onPlan={(step, at) => void deeds.plan(step, at)}
        />
      );
    default:
      return null;
  }
}

"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { NotSecondPerson } from "@/components/ui/not-second-person";
import type { CustomerView, DeadlineView } from "@/lib/customers/customer-types";
import { FailureLine } from "./failure-line";
import { useRequestDeeds } from "./use-request-deeds";

/** A request for protection that waits: what was asked, and for whoever may answer the two answers. */
export function RequestLine({ customer, deadline }: { customer: CustomerView; deadline: DeadlineView }) {
  const t = useTranslations("customer.request");
  const { answer, withdraw, asking } = useRequestDeeds();
  const request = deadline.pauses.find((pause) => pause.kind === "request" && pause.waiting);
  if (request?.kind !== "request") return null;
  const { id, days, reason, sameHands } = request;
  const busy = asking.busy;
  return (
    <div className="mt-3 rounded-md bg-primary-subtle px-3 py-2">
      <p className="break-words text-13">{t("waiting", { days, reason })}</p>
      {sameHands ? <NotSecondPerson why={sameHands} className="mt-1" /> : null}
      <div className="mt-2 flex flex-wrap gap-2">
        {customer.mine ? (
          <Button size="sm" busy={busy} onClick={() => void withdraw(id)}>
            {t("withdraw")}
          </Button>
        ) : customer.permits.transfer.ok ? (
          <>
            {sameHands ? null : (
              <Button
                size="sm"
                variant="primary"
                busy={busy}
                onClick={() => void answer(id, true, customer.name)}
              >
                {t("approve")}
              </Button>
            )}
            <Button size="sm" busy={busy} onClick={() => void answer(id, false, customer.name)}>
              {t("decline")}
            </Button>
          </>
        ) : null}
      </div>
      <FailureLine failure={asking.failure} />
    </div>
  );
}

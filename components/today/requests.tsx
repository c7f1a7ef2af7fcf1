"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { FailureLine } from "@/components/customer/failure-line";
import { useRequestDeeds } from "@/components/customer/use-request-deeds";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { Button } from "@/components/ui/button";
import { NotSecondPerson } from "@/components/ui/not-second-person";
import type { WaitingRequest } from "@/lib/requests/types";

/** Lines of what waits for the viewer's answer, the first to lapse first. */
export const Requests = ({ requests }: { requests: readonly WaitingRequest[] }) =>
  requests.map((request) => <RequestRow key={request.id} request={request} />);

function RequestRow({ request }: { request: WaitingRequest }) {
  const t = useTranslations("customer.request");
  const { answer, asking } = useRequestDeeds();
  const now = useNow();
  const { moment } = useMoments();
  const { id, customerId, name, ownerName, days, reason, lapsesAt, sameHands } = request;
  return (
    <li className="border-hairline border-b px-5 py-2.5 max-md:px-4">
      <div className="flex items-baseline gap-2">
        <Link
          href={`/customers/${customerId}`}
          className="hit-line min-w-0 truncate font-medium hover:underline"
        >
          {name}
        </Link>
        <span className="ms-auto shrink-0 text-12 text-muted-foreground">
          {t("until", { moment: moment(lapsesAt, now) })}
        </span>
      </div>
      <p className="break-words text-muted-foreground">{t("by", { owner: ownerName, days, reason })}</p>
      {sameHands ? <NotSecondPerson why={sameHands} className="mt-1" /> : null}
      <div className="mt-2 flex gap-2">
        {sameHands ? null : (
          <Button size="sm" variant="primary" busy={asking.busy} onClick={() => void answer(id, true, name)}>
            {t("approve")}
          </Button>
        )}
        <Button size="sm" busy={asking.busy} onClick={() => void answer(id, false, name)}>
          {t("decline")}
        </Button>
      </div>
      <FailureLine failure={asking.failure} />
    </li>
  );
}

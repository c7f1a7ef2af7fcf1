"use client";

import { useTranslations } from "next-intl";
import { useMoments } from "@/components/customers/use-moments";
import { notify } from "@/components/ui/toast";
import { answerRequestAction, requestProtectionAction, withdrawRequestAction } from "@/lib/requests/actions";
import { useAsking } from "./use-asking";

/** Asking for protection, taking it back, and answering: each says what came of it. */
export function useRequestDeeds() {
  const t = useTranslations("customer.request");
  const { moment } = useMoments();
  const asking = useAsking();
  const request = async (of: { customerId: string; version: number }, days: number, reason: string) => {
    const asked = await asking.run((options) => requestProtectionAction({ ...of, days, reason }, options));
    if (asked) notify({ title: t("asked", { moment: moment(asked.lapsesAt) }) });
    return asked !== null;
  };
  const withdraw = async (requestId: string) => {
    const done = await asking.run((options) => withdrawRequestAction({ requestId }, options));
    if (done) notify({ title: t("withdrawn") });
  };
  const answer = async (requestId: string, approve: boolean, name: string) => {
    const done = await asking.run((options) => answerRequestAction({ requestId, approve }, options));
    if (done) notify({ title: t(approve ? "approved" : "declined", { name }) });
    return done !== null;
  };
  return { asking, request, withdraw, answer };
}

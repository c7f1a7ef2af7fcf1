"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useMoments } from "@/components/customers/use-moments";
import { notify } from "@/components/ui/toast";
import { useErrorText } from "@/components/ui/use-error-text";
import type { ActivityKind, InvalidReason, ReleaseReason } from "@/db/enums";
import type { ActionFailure } from "@/lib/action-result";
import { recordActivityAction } from "@/lib/activities/actions";
import { markChurnRiskAction } from "@/lib/customers/actions";
import { recordDealAction } from "@/lib/deals/actions";
import { planNextStepAction } from "@/lib/follow-ups/actions";
import {
  assignCustomersAction,
  invalidateCustomerAction,
  protectCustomerAction,
  releaseCustomerAction,
  restoreCustomerAction,
  transferCustomersAction,
  unprotectCustomerAction,
} from "@/lib/ownership/actions";
import type { CustomerPage, Question } from "./types";
import { useAsking } from "./use-asking";

/** What can be done with the customer of the page: each deed says what came of it, and one that ends the holding moves on. */
export function useCustomerDeeds({ customer, neighbours }: CustomerPage) {
  const t = useTranslations("customer.done");
  const router = useRouter();
  const say = useErrorText();
  const { moment } = useMoments();
  const asking = useAsking();
  const [question, setQuestion] = useState<Question | null>(null);
  const { id: customerId, version, name } = customer;

  const ask = (next: Question | null) => {
    asking.forget();
    setQuestion(next);
  };
  const done = (title: string, detail?: string) => {
    setQuestion(null);
    notify({ title, ...(detail ? { detail } : {}) });
  };
  // A deed without a dialog has no place of its own for a refusal.
  const tell = ({ error, params }: ActionFailure) => {
    if (question === null) notify({ tone: "problem", title: say({ code: error, params }) });
  };
  const moveOn = () => {
    const next = neighbours?.nextId ?? neighbours?.previousId;
    router.push(next ? `/customers/${next}` : "/mine");
  };

  const release = async (reason: ReleaseReason, note: string) => {
    const moved = await asking.run((options) =>
      releaseCustomerAction({ customerId, version, reason, note }, options),
    );
    if (!moved) return;
    done(t("released", { name, pool: customer.pool.name }));
    if (customer.mine) moveOn();
  };
  const give = async (kind: "transfer" | "assign", userId: string, to: string, note: string) => {
    const call = kind === "transfer" ? transferCustomersAction : assignCustomersAction;
    const outcomes = await asking.run((options) =>
      call({ customerIds: [customerId], userId, note }, options),
    );
    const outcome = outcomes?.[0];
    if (!outcome) return;
    if (outcome.ok) {
      const { dueAt } = outcome.held;
      done(t("given", { name, to }), dueAt ? t("dueAt", { moment: moment(dueAt) }) : undefined);
    } else {
      notify({
        tone: "problem",
        title: t("notGiven", { name }),
        detail: say({ code: outcome.error, params: outcome.params }),
      });
    }
  };
  const protect = async (days: number, reason: string) => {
    const held = await asking.run((options) => protectCustomerAction({ customerId, days, reason }, options));
    if (held) done(t("protected", { name }));
  };
  const unprotect = async () => {
    const held = await asking.run((options) => unprotectCustomerAction({ customerId }, options), tell);
    if (held) done(t("unprotected", { name }));
  };
  const invalidate = async (reason: InvalidReason, note: string) => {
    const moved = await asking.run((options) =>
      invalidateCustomerAction({ customerId, reason, note }, options),
    );
    if (!moved) return;
    done(t("invalidated", { name }));
    if (customer.mine) moveOn();
  };
  const restore = async () => {
    const moved = await asking.run(
      (options) => restoreCustomerAction({ customerId, note: "" }, options),
      tell,
    );
    if (moved) done(t("restored", { name, pool: customer.pool.name }));
  };
  const deal = async (title: string, amount: number) => {
    const recorded = await asking.run((options) =>
      recordDealAction({ customerId, version, title, amount }, options),
    );
    if (recorded) done(t("won", { name }));
  };
  const activity = async (kind: ActivityKind, note: string) => {
    const recorded = await asking.run((options) => recordActivityAction({ customerId, kind, note }, options));
    if (recorded) done(t("activity", { name }));
  };
  const churn = async (risk: boolean, note: string) => {
    const marked = await asking.run(
      (options) => markChurnRiskAction({ customerId, version, risk, note }, options),
      risk ? undefined : tell,
    );
    if (marked) done(t(risk ? "churn" : "churnOff", { name }));
  };
  const plan = async (nextStep: string, nextStepAt: string | null) => {
    const before = {
      nextStep: customer.nextStep ?? "",
      nextStepAt: customer.nextStepAt?.toISOString() ?? null,
    };
    const planned = await asking.run(
      (options) => planNextStepAction({ customerId, version, nextStep, nextStepAt }, options),
      tell,
    );
    if (!planned) return;
    setQuestion(null);
    const undo = { seconds: 10, run: () => void planNextStepAction({ customerId, ...before }) };
    notify({ title: nextStepAt ? t("planned", { moment: moment(nextStepAt) }) : t("planDone"), undo });
  };
  return {
    question,
    ask,
    asking,
    release,
    give,
    protect,
    unprotect,
    invalidate,
    restore,
    deal,
    activity,
    churn,
    plan,
  };
}

export type CustomerDeeds = ReturnType<typeof useCustomerDeeds>;

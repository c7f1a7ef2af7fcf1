"use client";

import { useTranslations } from "next-intl";
import { useAsking } from "@/components/customer/use-asking";
import { useMoments } from "@/components/customers/use-moments";
import { notify } from "@/components/ui/toast";
import type { ActionFailure } from "@/lib/action-result";
import {
  approvePolicyDraftAction,
  askForApprovalAction,
  observePolicyDraftAction,
  schedulePolicyDraftAction,
  unschedulePolicyDraftAction,
} from "@/lib/policy-drafts/actions";
import type { usePolicyDraft } from "./use-policy-draft";

/** What can be settled about a kept draft; each answers whether it was done, and says so. */
export function useDraftDeeds({ base, keeping }: ReturnType<typeof usePolicyDraft>) {
  const t = useTranslations("drafts");
  const { moment } = useMoments();
  const { run, busy, failure, forget } = useAsking();
  const { poolId } = base;
  const draft = keeping.kept?.ref;
  const overtaken = (refused: ActionFailure) => {
    if (refused.error === "DRAFT_CHANGED") void keeping.meet();
  };
  const ask = async () => {
    if (!draft) return;
    const done = await run((options) => askForApprovalAction({ poolId, draft }, options), overtaken);
    if (done) notify({ title: t("approval.asked", { count: done.asked }) });
  };
  const approve = async (): Promise<boolean> => {
    if (!draft) return false;
    const done = await run((options) => approvePolicyDraftAction({ poolId, draft }, options), overtaken);
    if (done) notify({ title: t("approval.done") });
    return done !== null;
  };
  const schedule = async (publishAt: Date): Promise<boolean> => {
    if (!draft) return false;
    const input = { poolId, draft, publishAt };
    const done = await run((options) => schedulePolicyDraftAction(input, options), overtaken);
    if (done) notify({ title: t("schedule.done", { moment: moment(done.publishAt) }) });
    return done !== null;
  };
  const unschedule = async () => {
    if (!draft) return;
    const done = await run((options) => unschedulePolicyDraftAction({ poolId, draft }, options), overtaken);
    if (done) notify({ title: t("schedule.cancelled") });
  };
  const observe = async (on: boolean) => {
    if (!draft) return;
    const done = await run((options) => observePolicyDraftAction({ poolId, draft, on }, options), overtaken);
    if (done) notify({ title: t(on ? "observe.started" : "observe.stopped") });
  };
  return { ask, approve, schedule, unschedule, observe, busy, failure, forget };
}

export type DraftDeeds = ReturnType<typeof useDraftDeeds>;

"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { v4 as newKey } from "uuid";
import { useAsking } from "@/components/customer/use-asking";
import { notify } from "@/components/ui/toast";
import { useErrorText } from "@/components/ui/use-error-text";
import type { InvalidReason } from "@/db/enums";
import { reopenIssuesAction, settleIssuesAction } from "@/lib/quality/actions";
import type { IssueOutcome } from "@/lib/quality/types";
import type { Settling } from "./types";

const UNDO_SECONDS = 10;

/** Decides on issues, says what became of each, and takes all of it back in one go. */
export function useSettle(onSettled: (issueIds: readonly string[]) => void) {
  const t = useTranslations("quality.settle");
  const router = useRouter();
  const asking = useAsking();
  const why = useReasons();
  const undo = async (issueIds: string[]) => {
    const answer = await reopenIssuesAction({ issueIds }, { key: newKey() }).catch(() => null);
    router.refresh();
    if (!answer?.ok) return notify({ tone: "problem", title: why.failed() });
    const back = answer.data.filter(({ ok }) => ok).length;
    const left = why.of(answer.data);
    notify({
      title: t("undone", { count: back }),
      ...(left ? { tone: "problem", detail: t("someLeft", left) } : {}),
    });
  };
  const settle = async (issueIds: string[], as: Settling, note: string, reason?: InvalidReason) => {
    const outcomes = await asking.run((options) =>
      settleIssuesAction({ issueIds, as, note, ...(reason ? { reason } : {}) }, options),
    );
    if (!outcomes) return false;
    const done = outcomes.flatMap((one) => (one.ok ? [one.issueId] : []));
    const left = why.of(outcomes);
    onSettled(done);
    router.refresh();
    notify({
      tone: done.length > 0 ? "done" : "problem",
      title: t(`done.${as}`, { count: done.length }),
      ...(left ? { detail: t("left", left) } : {}),
      ...(done.length > 0 ? { undo: { seconds: UNDO_SECONDS, run: () => void undo(done) } } : {}),
    });
    return true;
  };
  return { settle, asking };
}

/** Why some were left, in the words of the queue where it has its own. */
function useReasons() {
  const t = useTranslations("quality.settle");
  const say = useErrorText();
  const sentence = (one: Extract<IssueOutcome, { ok: false }>): string => {
    if (one.error === "NOT_IN_POOL" && one.params.state === "owned") return t("held");
    if (one.error === "CONFLICT") return t("settled");
    return say({ code: one.error, params: one.params });
  };
  const of = (outcomes: readonly IssueOutcome[]): { count: number; reason: string } | null => {
    const left = outcomes.flatMap((one) => (one.ok ? [] : [one]));
    const sentences = [...new Set(left.map(sentence))];
    const [first] = sentences;
    if (first === undefined) return null;
    const reason = sentences.length > 1 ? t("moreReasons", { reason: first }) : first;
    return { count: left.length, reason };
  };
  return { of, failed: () => say({ code: "INTERNAL", params: {} }) };
}

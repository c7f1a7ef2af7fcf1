"use client";

import { ArrowRight, CircleMinus, RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { noteLength } from "@/lib/follow-ups/rules";
import type { FollowUpPreview } from "@/lib/follow-ups/types";
import { isBeingReached } from "./outcomes";
import type { FollowUpForm } from "./use-follow-up-form";

/** What saving will do to the deadline, said before it is saved: 到期日 11-20 → 11-27, or why it doesn't count. */
export function EffectLine({ form, preview }: { form: FollowUpForm; preview: FollowUpPreview }) {
  const t = useTranslations("followup.effect");
  const now = useNow();
  const { day, moment } = useMoments();
  const { qualification, draft } = form;
  const { dueAt, ifQualifiesAt, qualifying } = preview;
  if (!qualification) {
    return (
      <p className="text-12 text-muted-foreground">
        <Hint preview={preview} />
      </p>
    );
  }
  if (!qualification.qualifies) {
    const lacks = Math.max(0, qualification.minNoteLength - noteLength(draft.note));
    const why =
      qualification.because !== "outcome"
        ? t(qualification.because)
        : qualifying.minNoteLength > 0
          ? t("short", { count: lacks })
          : t("outcome");
    return (
      <p className="flex items-start gap-1.5 text-13 text-muted-foreground">
        <CircleMinus aria-hidden className="mt-0.5 size-4 shrink-0" />
        <span className="min-w-0 flex-1">{why}</span>
        {dueAt ? <span className="whitespace-nowrap">{t("stays", { day: day(dueAt, now) })}</span> : null}
      </p>
    );
  }
  return (
    <p className="flex items-center gap-1.5 text-13">
      <RotateCcw aria-hidden className="size-4 shrink-0 text-primary-text" />
      <span className="min-w-0 flex-1 text-muted-foreground">{dueAt ? t("restarts") : t("noClock")}</span>
      {dueAt ? (
        <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
          <s className="text-faint-foreground">{day(dueAt, now)}</s>
          <ArrowRight aria-hidden className="size-3.5 text-muted-foreground" />
          <b className="font-medium">{ifQualifiesAt ? moment(ifQualifiesAt, now) : t("none")}</b>
        </span>
      ) : null}
    </p>
  );
}

/** Before anything is chosen: what would count, and to when. */
export function Hint({ preview }: { preview: FollowUpPreview }) {
  const t = useTranslations("followup.effect");
  const enums = useTranslations("enums.outcome");
  const now = useNow();
  const { day } = useMoments();
  const { qualifying, sham, dueAt, ifQualifiesAt } = preview;
  const { outcomes, minNoteLength: count } = qualifying;
  const reaching = isBeingReached(outcomes);
  const named = outcomes.map((one) => enums(one)).join(t("or"));
  const how =
    count > 0 ? (reaching ? "countsNote" : "countsNamedNote") : reaching ? "countsOutcome" : "countsNamed";
  const counts =
    t(how, { count, outcomes: named }) + (sham.counts || sham.sameTextDays === 0 ? "" : t("noCopies"));
  if (!dueAt || !ifQualifiesAt || day(dueAt, now) === day(ifQualifiesAt, now)) return <>{counts}</>;
  const b = (chunks: ReactNode) => <b className="whitespace-nowrap font-medium text-foreground">{chunks}</b>;
  return (
    <>
      {counts}
      {t.rich("moves", { from: day(dueAt, now), to: day(ifQualifiesAt, now), b })}
    </>
  );
}

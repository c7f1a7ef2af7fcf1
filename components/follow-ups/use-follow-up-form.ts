"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { v4 as newKey } from "uuid";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { customEdit } from "@/components/fields/draft";
import { notify } from "@/components/ui/toast";
import type { ActionFailure } from "@/lib/action-result";
import type { FieldDef } from "@/lib/custom-fields/types";
import { lossAction } from "@/lib/customers/read-actions";
import type { Loss } from "@/lib/customers/read-loss";
import { logFollowUpAction } from "@/lib/follow-ups/actions";
import type { LoggedFollowUp } from "@/lib/follow-ups/log-follow-up";
import { type Qualification, qualify, suspect } from "@/lib/follow-ups/rules";
import type { FollowUpPreview } from "@/lib/follow-ups/types";
import { answered } from "./answered";
import { type Draft, draftKey, useDraft } from "./use-draft";

const GONE = new Set(["STALE_OWNERSHIP", "NOT_YOURS", "NOT_OWNED", "NOT_FOUND"]);

export type Missing = "outcome" | "nextStepAt";

export type FollowUpForm = {
  draft: Draft;
  kept: boolean;
  change: (part: Partial<Draft>) => void;
  /** Null until an outcome is chosen. */
  qualification: Qualification | null;
  missing: Missing | null;
  failure: ActionFailure | null;
  /** It is no longer the writer's: when and why it went. */
  loss: Loss | null;
  busy: boolean;
  save: () => Promise<void>;
};

const missingOf = (draft: Draft): Missing | null => {
  if (draft.outcome === null) return "outcome";
  return draft.nextStep.trim() !== "" && draft.nextStepAt === null ? "nextStepAt" : null;
};

/** The fields that the chosen stage needs and the customer lacks. */
export const neededFields = ({ stage, lacking }: FollowUpPreview, draft: Draft): FieldDef[] =>
  lacking.filter(
    ({ requiredStages }) =>
      draft.stage !== null && draft.stage !== stage && requiredStages.includes(draft.stage),
  );

function inputOf(preview: FollowUpPreview, draft: Draft & { outcome: NonNullable<Draft["outcome"]> }) {
  const { channel, outcome, note, evidence, contactId, stage, nextStep, nextStepAt } = draft;
  const known = preview.contacts.some((contact) => contact.id === contactId);
  return {
    ...{
      customerId: preview.customerId,
      version: preview.version,
      channel,
      outcome,
      note,
      ...(evidence.trim() ? { evidence } : {}),
      nextStep,
      nextStepAt,
    },
    contactId: known ? contactId : null,
    ...(stage && stage !== preview.stage ? { stage } : {}),
    custom: customEdit(neededFields(preview, draft), {}, draft.custom),
  };
}

/** The composer's state: the draft, whether it will count, and the one saving that a double tap can't repeat. */
export function useFollowUpForm(
  preview: FollowUpPreview,
  onSaved?: (logged: LoggedFollowUp) => void,
): FollowUpForm {
  const t = useTranslations("followup");
  const { moment } = useMoments();
  const now = useNow();
  const { draft, change, clear, kept } = useDraft(draftKey(preview.writerId, preview.customerId));
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const [loss, setLoss] = useState<Loss | null>(null);
  const [missing, setMissing] = useState<Missing | null>(null);
  const [busy, setBusy] = useState(false);
  const saving = useRef(false);
  const operation = useRef({ content: "", key: "" });
  const { outcome } = draft;

  const save = async () => {
    const lacks = missingOf(draft);
    setMissing(lacks);
    if (lacks || outcome === null || saving.current) return;
    const input = inputOf(preview, { ...draft, outcome });
    const content = JSON.stringify(input);
    // The same content again, after an answer that got lost, is the same operation: it is logged once.
    if (operation.current.content !== content) operation.current = { content, key: newKey() };
    saving.current = true;
    setBusy(true);
    setFailure(null);
    try {
      const answer = await logFollowUpAction(input, { key: operation.current.key });
      if (answer.ok) {
        clear();
        operation.current = { content: "", key: "" };
        const { dueAt, qualification } = answer.data;
        const detail = dueAt ? t("savedUntil", { moment: moment(dueAt) }) : t("savedNoClock");
        notify({ title: t(qualification.qualifies ? "saved" : "savedNotCounted"), detail });
        onSaved?.(answer.data);
        return;
      }
      setFailure(answer);
      if (GONE.has(answer.error)) {
        const told = await answered(lossAction({ customerId: preview.customerId }));
        if (told.ok) setLoss(told.data);
      }
    } catch {
      setFailure({ ok: false, error: "INTERNAL", params: {} });
    } finally {
      saving.current = false;
      setBusy(false);
    }
  };
  const edit = (part: Partial<Draft>) => {
    setMissing(null);
    change(part);
  };
  const suspicions = suspect(preview.sham, draft, {
    ...{ at: new Date(now), sameText: false, dueAt: preview.dueAt, lastElsewhereAt: preview.lastElsewhereAt },
  });
  const qualification = outcome ? qualify(preview, { ...draft, outcome, suspicions }) : null;
  return { draft, kept, change: edit, qualification, missing, failure, loss, busy, save };
}

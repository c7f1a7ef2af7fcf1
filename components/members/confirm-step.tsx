"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureLine } from "@/components/customer/failure-line";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import type { ActionFailure } from "@/lib/action-result";
import type { DeparturePreview, Receiver } from "@/lib/users/types";

type StepProps = {
  preview: DeparturePreview;
  receiver: Receiver | null;
  busy: boolean;
  failure: ActionFailure | null;
  onBack: () => void;
  onConfirm: (note: string) => void;
};

/** What will happen, in numbers; the name is typed, so that nobody lets the wrong person go. */
export function ConfirmStep({ preview, receiver, busy, failure, onBack, onConfirm }: StepProps) {
  const t = useTranslations("members.handOver");
  const common = useTranslations("common");
  const [note, setNote] = useState("");
  const [typed, setTyped] = useState("");
  const { user, total, liveSessions } = preview;
  const matches = typed.trim() === user.name.trim();
  return (
    <>
      <ul className="flex list-disc flex-col gap-1.5 ps-5">
        <li>{t("willEnd", { name: user.name, count: liveSessions })}</li>
        {receiver ? (
          <>
            <li>{t("willTransfer", { name: receiver.name, count: receiver.wouldTake })}</li>
            {receiver.wouldGoToPool > 0 ? <li>{t("willPool", { count: receiver.wouldGoToPool })}</li> : null}
          </>
        ) : total > 0 ? (
          <li>{t("willPoolAll", { count: total })}</li>
        ) : (
          <li>{t("willNothing")}</li>
        )}
        <li>{t("atOnce")}</li>
      </ul>
      <div className="mt-5 flex max-w-[480px] flex-col gap-4">
        <Field label={t("note")} optional hint={t("noteHint")}>
          {(control) => (
            <Textarea
              {...control}
              rows={2}
              className="min-h-16"
              maxLength={2000}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
        <Field label={t("typeName", { name: user.name })} required>
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              placeholder={user.name}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
      </div>
      <FailureLine failure={failure} />
      <div className="mt-6 flex justify-end gap-2">
        <Button onClick={onBack}>{common("previous")}</Button>
        <Button
          variant="danger"
          busy={busy}
          {...(matches ? {} : { disabledReason: t("typeFirst", { name: user.name }) })}
          onClick={() => onConfirm(note)}
        >
          {t("confirm", { name: user.name, count: total })}
        </Button>
      </div>
    </>
  );
}

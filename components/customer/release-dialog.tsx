"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { RadioChips } from "@/components/ui/radio-chips";
import { Textarea } from "@/components/ui/textarea";
import { RELEASE_REASONS, type ReleaseReason } from "@/db/enums";
import type { ActionFailure } from "@/lib/action-result";
import { FailureLine } from "./failure-line";

type ReleaseDialogProps = {
  title: string;
  /** What giving it back costs, with the days of the rule. */
  description: string;
  busy: boolean;
  failure: ActionFailure | null;
  onRelease: (reason: ReleaseReason, note: string) => void;
};

/** Back to the pool, with the reason that the next one will read. */
export function ReleaseDialog({ title, description, busy, failure, onRelease }: ReleaseDialogProps) {
  const t = useTranslations("customer.release");
  const common = useTranslations("common");
  const reasons = useTranslations("enums.releaseReason");
  const [reason, setReason] = useState<ReleaseReason | null>(null);
  const [note, setNote] = useState("");
  const [asked, setAsked] = useState(false);
  return (
    <DialogContent
      title={title}
      description={description}
      footer={
        <>
          <DialogClose asChild>
            <Button>{common("cancel")}</Button>
          </DialogClose>
          <Button
            variant="danger"
            busy={busy}
            onClick={() => (reason ? onRelease(reason, note) : setAsked(true))}
          >
            {t("confirm")}
          </Button>
        </>
      }
    >
      <p className="mb-2 text-muted-foreground">{t("reason")}</p>
      <RadioChips
        label={t("reason")}
        value={reason}
        onValueChange={setReason}
        options={RELEASE_REASONS.map((value) => ({ value, label: reasons(value) }))}
      />
      {asked && !reason ? (
        <p role="alert" className="mt-2 text-danger-text">
          {t("reasonMissing")}
        </p>
      ) : null}
      <Field label={t("note")} optional className="mt-3.5">
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            className="min-h-16"
            maxLength={2000}
            placeholder={t("notePlaceholder")}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <FailureLine failure={failure} />
    </DialogContent>
  );
}

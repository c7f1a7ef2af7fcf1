"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { RadioChips } from "@/components/ui/radio-chips";
import { RELEASE_REASONS, type ReleaseReason } from "@/db/enums";
import { AskContent, type Asked, Missing, NoteField } from "./ask-content";

type ReleaseDialogProps = Asked & {
  title: string;
  /** What giving it back costs, with the days of the rule. */
  description: string;
  onRelease: (reason: ReleaseReason, note: string) => void;
};

/** Back to the pool, with the reason that the next one will read. */
export function ReleaseDialog({ title, description, busy, failure, onRelease }: ReleaseDialogProps) {
  const t = useTranslations("customer.release");
  const reasons = useTranslations("enums.releaseReason");
  const [reason, setReason] = useState<ReleaseReason | null>(null);
  const [note, setNote] = useState("");
  const [asked, setAsked] = useState(false);
  return (
    <AskContent
      {...{ title, description, busy, failure }}
      danger
      confirm={t("confirm")}
      onConfirm={() => (reason ? onRelease(reason, note) : setAsked(true))}
    >
      <p className="mb-2 text-muted-foreground">{t("reason")}</p>
      <RadioChips
        label={t("reason")}
        value={reason}
        onValueChange={setReason}
        options={RELEASE_REASONS.map((value) => ({ value, label: reasons(value) }))}
      />
      {asked && !reason ? <Missing>{t("reasonMissing")}</Missing> : null}
      <NoteField label={t("note")} placeholder={t("notePlaceholder")} value={note} onChange={setNote} />
    </AskContent>
  );
}

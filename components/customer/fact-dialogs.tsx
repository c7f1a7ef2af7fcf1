"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { RadioChips } from "@/components/ui/radio-chips";
import type { ActivityKind } from "@/db/enums";
import { AskContent, type Asked, NoteField } from "./ask-content";

type ChurnProps = Asked & { name: string; onMark: (note: string) => void };

/** Marks the customer as one that may leave: what shows it, for whoever reads the history. */
export function ChurnDialog({ name, busy, failure, onMark }: ChurnProps) {
  const t = useTranslations("customer.churnForm");
  const [note, setNote] = useState("");
  return (
    <AskContent
      {...{ busy, failure }}
      title={t("title", { name })}
      description={t("text")}
      confirm={t("confirm")}
      onConfirm={() => onMark(note)}
    >
      <NoteField label={t("note")} value={note} onChange={setNote} />
    </AskContent>
  );
}

// Page views are what systems report.
const TOLD = ["enquiry", "visit"] as const satisfies readonly ActivityKind[];

type ActivityProps = Asked & { name: string; onRecord: (kind: ActivityKind, note: string) => void };

/** Writes down what the customer did of itself: it asked, or it came. */
export function ActivityDialog({ name, busy, failure, onRecord }: ActivityProps) {
  const t = useTranslations("customer.activityForm");
  const kinds = useTranslations("enums.activity");
  const [kind, setKind] = useState<(typeof TOLD)[number]>("enquiry");
  const [note, setNote] = useState("");
  return (
    <AskContent
      {...{ busy, failure }}
      title={t("title", { name })}
      description={t("text")}
      confirm={t("confirm")}
      onConfirm={() => onRecord(kind, note)}
    >
      <RadioChips
        label={t("kind")}
        value={kind}
        onValueChange={setKind}
        options={TOLD.map((value) => ({ value, label: kinds(value) }))}
      />
      <NoteField label={t("note")} value={note} onChange={setNote} />
    </AskContent>
  );
}

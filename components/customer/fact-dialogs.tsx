"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
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

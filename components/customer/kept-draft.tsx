"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { CopyButton } from "@/components/customers/masked-phone";
import { draftKey, readDraft } from "@/components/follow-ups/use-draft";

/** What the viewer had typed and could not save any more: kept in this browser, to read and to copy. */
export function KeptDraft({ writerId, customerId }: { writerId: string; customerId: string }) {
  const t = useTranslations("customer.kept");
  const [note, setNote] = useState("");
  useEffect(() => setNote(readDraft(draftKey(writerId, customerId))?.note ?? ""), [writerId, customerId]);
  if (!note) return null;
  return (
    <div className="rounded-md border border-border px-3 py-2">
      <div className="flex items-center text-12 text-muted-foreground">
        <span className="flex-1">{t("title")}</span>
        <CopyButton text={note} label={t("copy")} />
      </div>
      <p className="whitespace-pre-wrap break-words">{note}</p>
    </div>
  );
}

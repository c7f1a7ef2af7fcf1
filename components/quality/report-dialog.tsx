"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { AskContent, Missing, NoteField } from "@/components/customer/ask-content";
import { useAsking } from "@/components/customer/use-asking";
import { RadioChips } from "@/components/ui/radio-chips";
import { notify } from "@/components/ui/toast";
import { reportCustomerAction } from "@/lib/quality/actions";
import { REPORTABLE, type Reportable } from "@/lib/quality/rules";
import type { CustomerQuality } from "@/lib/quality/types";

type ReportDialogProps = {
  of: { id: string; name: string };
  quality: CustomerQuality;
  onDone: () => void;
};

/** Anybody who sees the customer says what is wrong with its data. */
export function ReportDialog({ of, quality, onDone }: ReportDialogProps) {
  const t = useTranslations("quality.report");
  const kinds = useTranslations("quality.kinds");
  const router = useRouter();
  const [kind, setKind] = useState<Reportable | null>(null);
  const [note, setNote] = useState("");
  const [asked, setAsked] = useState(false);
  const { run, busy, failure } = useAsking();
  const bare = kind === "reported" && note.trim() === "";
  const mine = quality.issues.filter((one) => one.mine).map((one) => kinds(one.kind));
  const report = async () => {
    setAsked(true);
    if (!kind || bare) return;
    const done = await run((options) => reportCustomerAction({ customerId: of.id, kind, note }, options));
    if (!done) return;
    onDone();
    router.refresh();
    notify({ title: t("done"), detail: t(done.fresh ? "doneText" : "known") });
  };
  return (
    <AskContent
      title={t("title", { name: of.name })}
      description={t("text")}
      confirm={t("confirm")}
      {...{ busy, failure }}
      onConfirm={() => void report()}
    >
      <RadioChips
        label={t("kind")}
        value={kind}
        onValueChange={setKind}
        options={REPORTABLE.map((value) => ({ value, label: t(`kinds.${value}`) }))}
      />
      {asked && !kind ? <Missing>{t("kindMissing")}</Missing> : null}
      <NoteField label={t("note")} value={note} onChange={setNote} placeholder={t("notePlaceholder")} />
      {asked && bare ? <Missing>{t("noteMissing")}</Missing> : null}
      {mine.length > 0 ? (
        <p className="mt-2 text-12 text-muted-foreground">{t("mine", { kinds: mine.join(t("comma")) })}</p>
      ) : null}
    </AskContent>
  );
}

"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { AskContent, NoteField } from "@/components/customer/ask-content";
import { Field } from "@/components/ui/field";
import { NativeSelect } from "@/components/ui/select";
import { INVALID_REASONS, type InvalidReason } from "@/db/enums";
import type { IssueRow } from "@/lib/quality/types";
import type { Settling } from "./types";
import type { useSettle } from "./use-settle";

type SettleDialogProps = {
  rows: readonly IssueRow[];
  as: Settling;
  deeds: ReturnType<typeof useSettle>;
  onDone: () => void;
};

/** Asks for a note before issues are settled, and for the reason that the ledger keeps of an invalid customer. */
export function SettleDialog({ rows, as, deeds, onDone }: SettleDialogProps) {
  const t = useTranslations("quality.settle");
  const reasons = useTranslations("enums.invalidReason");
  const [note, setNote] = useState("");
  const [reason, setReason] = useState<InvalidReason | null>(null);
  const { busy, failure } = deeds.asking;
  const settle = async () => {
    const ids = rows.map(({ id }) => id);
    if (await deeds.settle(ids, as, note, reason ?? undefined)) onDone();
  };
  return (
    <AskContent
      title={t(`${as}.title`, { count: rows.length })}
      description={t(`${as}.text`)}
      confirm={t(`${as}.confirm`)}
      danger={as === "invalidated"}
      {...{ busy, failure }}
      onConfirm={() => void settle()}
    >
      {as === "invalidated" ? (
        <Field label={t("reason")}>
          {(control) => (
            <NativeSelect
              {...control}
              value={reason ?? ""}
              options={[
                { value: "", label: t("usual") },
                ...INVALID_REASONS.map((value) => ({ value, label: reasons(value) })),
              ]}
              onChange={(event) =>
                setReason(INVALID_REASONS.find((one) => one === event.target.value) ?? null)
              }
            />
          )}
        </Field>
      ) : null}
      <NoteField label={t("note")} value={note} onChange={setNote} />
    </AskContent>
  );
}

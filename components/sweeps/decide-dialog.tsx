"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { AskContent, NoteField } from "@/components/customer/ask-content";
import { useAsking } from "@/components/customer/use-asking";
import { notify } from "@/components/ui/toast";
import { approveSweepAction, declineSweepAction } from "@/lib/sweeps/actions";
import type { Hold } from "@/lib/sweeps/types";

/** Lets the sweep go, or pauses the pool until somebody resumes it. */
export function DecideDialog(props: { hold: Hold; as: "approve" | "decline"; onDone: () => void }) {
  const { hold, as, onDone } = props;
  const t = useTranslations("sweeps.decide");
  const [note, setNote] = useState("");
  const { run, busy, failure } = useAsking();
  const decide = async () => {
    const input = { holdId: hold.id, note };
    const done = await run<unknown>((options) =>
      as === "approve" ? approveSweepAction(input, options) : declineSweepAction(input, options),
    );
    if (!done) return;
    notify({ title: t(`${as}.done`, { pool: hold.pool.name }), detail: t(`${as}.next`) });
    onDone();
  };
  return (
    <AskContent
      title={t(`${as}.title`, { count: hold.due })}
      description={t(`${as}.text`, { pool: hold.pool.name, count: hold.due })}
      confirm={t(`${as}.confirm`, { count: hold.due })}
      danger={as === "approve"}
      {...{ busy, failure }}
      onConfirm={() => void decide()}
    >
      <NoteField label={t("note")} value={note} onChange={setNote} />
    </AskContent>
  );
}

"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { AskContent, NoteField } from "@/components/customer/ask-content";
import { useAsking } from "@/components/customer/use-asking";
import { notify } from "@/components/ui/toast";
import { approveSweepAction, declineSweepAction } from "@/lib/sweeps/actions";
import type { Hold } from "@/lib/sweeps/types";

/** Lets the sweep go, of reclaims or of a clean-up, or pauses the pool until somebody resumes it. */
export function DecideDialog(props: { hold: Hold; as: "approve" | "decline"; onDone: () => void }) {
  const { hold, as, onDone } = props;
  const t = useTranslations("sweeps.decide");
  const [note, setNote] = useState("");
  const { run, busy, failure } = useAsking();
  const words = {
    ...{ pool: hold.pool.name, count: hold.due },
    cleanUp: hold.job === "clean-up-pools" ? "yes" : "no",
  };
  const decide = async () => {
    const input = { holdId: hold.id, note };
    const done = await run<unknown>((options) =>
      as === "approve" ? approveSweepAction(input, options) : declineSweepAction(input, options),
    );
    if (!done) return;
    notify({ title: t(`${as}.done`, words), detail: t(`${as}.next`, words) });
    onDone();
  };
  return (
    <AskContent
      title={t(`${as}.title`, words)}
      description={t(`${as}.text`, words)}
      confirm={t(`${as}.confirm`, words)}
      danger={as === "approve"}
      {...{ busy, failure }}
      onConfirm={() => void decide()}
    >
      <NoteField label={t("note")} value={note} onChange={setNote} />
    </AskContent>
  );
}

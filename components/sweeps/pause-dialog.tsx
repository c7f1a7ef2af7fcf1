"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { AskContent, NoteField } from "@/components/customer/ask-content";
import { useAsking } from "@/components/customer/use-asking";
import { notify } from "@/components/ui/toast";
import type { PoolRef } from "@/lib/customers/types";
import { pauseReclaimsAction, resumeReclaimsAction } from "@/lib/sweeps/actions";
import type { Pause } from "@/lib/sweeps/types";

/** Pauses the reclaims of a pool or of all, or lets them go on. */
export function PauseDialog(props: { pool: PoolRef | null; pause: Pause | null; onDone: () => void }) {
  const { pool, pause, onDone } = props;
  const t = useTranslations("sweeps.pause");
  const [note, setNote] = useState("");
  const { run, busy, failure } = useAsking();
  const poolId = pool?.id ?? null;
  const name = pool?.name ?? t("all");
  const set = async () => {
    if (pause) {
      const done = await run((options) => resumeReclaimsAction({ poolId }, options));
      if (!done) return;
      notify({ title: t("resumed", { pool: name }), detail: t("refreshed", { count: done.refreshed }) });
    } else {
      const done = await run((options) => pauseReclaimsAction({ poolId, note }, options));
      if (!done) return;
      notify({ title: t("paused", { pool: name }) });
    }
    onDone();
  };
  return (
    <AskContent
      title={t(pause ? "resumeTitle" : "pauseTitle", { pool: name })}
      description={t(pause ? "resumeText" : "pauseText")}
      confirm={t(pause ? "resume" : "confirm")}
      {...{ busy, failure }}
      onConfirm={() => void set()}
    >
      {pause ? null : (
        <NoteField label={t("note")} value={note} onChange={setNote} placeholder={t("noteHint")} />
      )}
    </AskContent>
  );
}

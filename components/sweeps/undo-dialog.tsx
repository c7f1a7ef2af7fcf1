"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { AskContent } from "@/components/customer/ask-content";
import { useAsking } from "@/components/customer/use-asking";
import { DialogContent } from "@/components/ui/dialog";
import { Spinner } from "@/components/ui/spinner";
import { previewUndoAction, undoSweepAction } from "@/lib/sweeps/actions";
import type { SweepRow, UndoneSweep, UndoPreview } from "@/lib/sweeps/types";
import { LeftBehind, LeftReasons } from "./left-behind";

/** Asks before a sweep is undone, with what can be put back and what not; afterwards says what became of it. */
export function UndoDialog({ sweep, onDone }: { sweep: SweepRow; onDone: () => void }) {
  const t = useTranslations("sweeps.undoing");
  const [preview, setPreview] = useState<UndoPreview | null>(null);
  const [done, setDone] = useState<UndoneSweep | null>(null);
  const { run, busy, failure } = useAsking();
  const ofPool = sweep.job === "clean-up-pools";
  useEffect(() => {
    let wanted = true;
    void previewUndoAction({ sweepId: sweep.id })
      .then((answer) => wanted && answer.ok && setPreview(answer.data))
      .catch(() => undefined);
    return () => {
      wanted = false;
    };
  }, [sweep.id]);
  const undo = async () => {
    const answer = await run((options) => undoSweepAction({ sweepId: sweep.id }, options));
    if (answer) setDone(answer);
  };
  if (done) {
    return (
      <DialogContent
        title={t("doneTitle", { count: done.restored })}
        description={t(ofPool ? "doneTextPool" : "doneText")}
      >
        {done.left > 0 ? (
          <LeftBehind left={done} />
        ) : (
          <p className="text-muted-foreground">{t("nobodyLeft")}</p>
        )}
      </DialogContent>
    );
  }
  return (
    <AskContent
      title={t("title", { count: sweep.moved - sweep.restored })}
      description={t(ofPool ? "textPool" : "text")}
      confirm={preview ? t("confirm", { count: preview.restorable }) : t("confirmAny")}
      {...(preview?.restorable === 0 ? { disabledReason: t("nothing") } : {})}
      {...{ busy, failure }}
      onConfirm={() => void (failure?.error === "NOT_FOUND" ? onDone() : undo())}
    >
      {preview ? (
        <div className="flex flex-col gap-2">
          <p>
            {ofPool
              ? t("restorablePool", { count: preview.restorable })
              : t("restorable", { count: preview.restorable, owners: preview.owners })}
          </p>
          <LeftReasons reasons={preview.reasons} />
        </div>
      ) : (
        <p className="flex items-center gap-2 text-muted-foreground">
          <Spinner /> {t("counting")}
        </p>
      )}
    </AskContent>
  );
}

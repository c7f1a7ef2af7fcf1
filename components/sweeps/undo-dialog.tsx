"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { AskContent } from "@/components/customer/ask-content";
import { useAsking } from "@/components/customer/use-asking";
import { DialogContent } from "@/components/ui/dialog";
import { Spinner } from "@/components/ui/spinner";
import { previewUndoAllocationAction, undoAllocationAction } from "@/lib/allocation/actions";
import { previewUndoAction, undoSweepAction } from "@/lib/sweeps/actions";
import type { SweepRow, UndoneSweep, UndoPreview } from "@/lib/sweeps/types";
import { LeftBehind, LeftReasons } from "./left-behind";

const GIVEN_BACK = { confirm: "confirm", doneTitle: "doneTitle" } as const;
const WORDS = {
  "reclaim-due": { text: "text", restorable: "restorable", ...GIVEN_BACK, done: "doneText" },
  "clean-up-pools": {
    text: "textPool",
    restorable: "restorablePool",
    ...GIVEN_BACK,
    done: "doneTextPool",
  },
  "allocate-pools": {
    text: "textDealt",
    restorable: "restorableDealt",
    confirm: "confirmDealt",
    doneTitle: "doneTitleDealt",
    done: "doneTextDealt",
  },
} as const;

/** Asks before a sweep is undone, with what can be put back and what not; afterwards says what became of it. */
export function UndoDialog({ sweep, onDone }: { sweep: SweepRow; onDone: () => void }) {
  const t = useTranslations("sweeps.undoing");
  const [preview, setPreview] = useState<UndoPreview | null>(null);
  const [done, setDone] = useState<UndoneSweep | null>(null);
  const { run, busy, failure } = useAsking();
  const words = WORDS[sweep.job];
  useEffect(() => {
    let wanted = true;
    const ask = sweep.job === "allocate-pools" ? previewUndoAllocationAction : previewUndoAction;
    void ask({ sweepId: sweep.id })
      .then((answer) => wanted && answer.ok && setPreview(answer.data))
      .catch(() => undefined);
    return () => {
      wanted = false;
    };
  }, [sweep.id, sweep.job]);
  const undo = async () => {
    const answer = await run((options) =>
      (sweep.job === "allocate-pools" ? undoAllocationAction : undoSweepAction)(
        { sweepId: sweep.id },
        options,
      ),
    );
    if (answer) setDone(answer);
  };
  if (done) {
    return (
      <DialogContent title={t(words.doneTitle, { count: done.restored })} description={t(words.done)}>
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
      description={t(words.text)}
      confirm={preview ? t(words.confirm, { count: preview.restorable }) : t("confirmAny")}
      {...(preview?.restorable === 0 ? { disabledReason: t("nothing") } : {})}
      {...{ busy, failure }}
      onConfirm={() => void (failure?.error === "NOT_FOUND" ? onDone() : undo())}
    >
      {preview ? (
        <div className="flex flex-col gap-2">
          <p>{t(words.restorable, { count: preview.restorable, owners: preview.owners })}</p>
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

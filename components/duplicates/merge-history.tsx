"use client";

import { History } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { answered } from "@/components/follow-ups/answered";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { notify } from "@/components/ui/toast";
import { useErrorText } from "@/components/ui/use-error-text";
import { undoMergeAction } from "@/lib/duplicates/actions";
import type { MergeRow } from "@/lib/duplicates/types";

/** What was merged, newest first, each with its undo while that lasts. */
export function MergeHistory({ merges }: { merges: readonly MergeRow[] }) {
  const t = useTranslations("duplicates");
  const [asking, setAsking] = useState<MergeRow | null>(null);
  if (merges.length === 0)
    return <EmptyState icon={History} title={t("historyNone")} text={t("historyNoneText")} />;
  return (
    <>
      <ul className="max-w-[960px] pb-10">
        {merges.map((merge) => (
          <MergeLine key={merge.id} merge={merge} onUndo={() => setAsking(merge)} />
        ))}
      </ul>
      <Dialog open={asking !== null} onOpenChange={(next) => (next ? null : setAsking(null))}>
        {asking ? <UndoDialog key={asking.id} merge={asking} onDone={() => setAsking(null)} /> : null}
      </Dialog>
    </>
  );
}

function MergeLine({ merge, onUndo }: { merge: MergeRow; onUndo: () => void }) {
  const t = useTranslations("duplicates");
  const now = useNow();
  const { moment } = useMoments();
  const at = moment(merge.mergedAt, now);
  const state = merge.undoneAt
    ? t("undone", { moment: moment(merge.undoneAt, now) })
    : merge.undoableUntil
      ? t("undoUntil", { moment: moment(merge.undoableUntil, now) })
      : t("undoOver");
  return (
    <li className="flex items-center gap-3 border-hairline border-b px-5 py-2.5 max-md:px-4">
      <div className="min-w-0 flex-1">
        <Link href={`/customers/${merge.keptId}`} className="block truncate hover:text-primary-text">
          {t("line", { other: merge.otherName, kept: merge.keptName })}
        </Link>
        <p className="truncate text-12 text-faint-foreground">
          {merge.automatic ? t("automatic", { moment: at }) : t("by", { name: merge.by ?? "", moment: at })} ·{" "}
          {state}
        </p>
      </div>
      {merge.undoableUntil ? (
        <Button size="sm" onClick={onUndo}>
          {t("undo")}
        </Button>
      ) : null}
    </li>
  );
}

function UndoDialog({ merge, onDone }: { merge: MergeRow; onDone: () => void }) {
  const t = useTranslations("duplicates");
  const errorText = useErrorText();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const undo = async () => {
    setBusy(true);
    const answer = await answered(undoMergeAction({ mergeId: merge.id }));
    setBusy(false);
    if (!answer.ok) {
      setFailure(errorText(answer));
      return;
    }
    onDone();
    const { name, edited, lostOwner } = answer.data;
    const notes = [t("undoneEdited", { count: edited.length }), lostOwner ? t("undoneLost") : ""].filter(
      Boolean,
    );
    notify({
      ...{ tone: "done", title: t("undoneDone", { name }) },
      ...(notes.length > 0 ? { detail: notes.join(" · ") } : {}),
    });
  };
  return (
    <DialogContent
      title={t("undoTitle")}
      footer={
        <>
          <Button onClick={onDone}>{t("cancel")}</Button>
          <Button variant="primary" busy={busy} onClick={() => void undo()}>
            {t("undo")}
          </Button>
        </>
      }
    >
      <p className="text-pretty">{t("undoText", { other: merge.otherName, kept: merge.keptName })}</p>
      {failure ? (
        <p role="alert" className="mt-3 text-danger-text">
          {failure}
        </p>
      ) : null}
    </DialogContent>
  );
}

"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useFieldName } from "@/components/customer/use-field-name";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { answered } from "@/components/follow-ups/answered";
import { Button } from "@/components/ui/button";
import { DialogContent } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { notify } from "@/components/ui/toast";
import { useErrorText } from "@/components/ui/use-error-text";
import { foreseeUndoAction, undoMergeAction } from "@/lib/duplicates/actions";
import type { MergeRow } from "@/lib/duplicates/types";
import type { UndoneMerge } from "@/lib/duplicates/undo-merge";

/** What the undo would do now, read when the dialog opens; `failure` says why it can't be done. */
function useForesight(mergeId: string) {
  const errorText = useErrorText();
  const [foreseen, setForeseen] = useState<UndoneMerge | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words of an error are no reason to read again.
  useEffect(() => {
    let current = true;
    void answered(foreseeUndoAction({ mergeId })).then((answer) => {
      if (!current) return;
      if (answer.ok) setForeseen(answer.data);
      else setFailure(errorText(answer));
    });
    return () => {
      current = false;
    };
  }, [mergeId]);
  return { foreseen, failure, setFailure };
}

/** Where the one that went is again, and on what clock. */
function useOtherLines() {
  const t = useTranslations("duplicates.undoing");
  const now = useNow();
  const { moment } = useMoments();
  return ({ ownerName, poolName, lostOwner, dueAt, heldUntil, contacts, contactsGone }: UndoneMerge) => [
    ownerName
      ? t("toOwner", { name: ownerName })
      : lostOwner
        ? t("toPoolInstead", { pool: poolName ?? "", reason: lostOwner })
        : t("toPool", { pool: poolName ?? "" }),
    ...(heldUntil
      ? [t("held", { moment: moment(heldUntil, now) })]
      : dueAt
        ? [t("due", { moment: moment(dueAt, now) })]
        : []),
    ...(contacts > 0 ? [t("contacts", { count: contacts })] : []),
    ...(contactsGone > 0 ? [t("contactsGone", { count: contactsGone })] : []),
  ];
}

/** What the one that was kept gives up, and what stays with it. */
function useKeptLines() {
  const t = useTranslations("duplicates.undoing");
  const name = useFieldName();
  const comma = useTranslations("duplicates")("comma");
  const names = (fields: readonly string[]) => fields.map((field) => name(field)).join(comma);
  return ({ back, edited, stays }: UndoneMerge) => [
    t("stays"),
    ...(back.length > 0 ? [t("back", { fields: names(back) })] : []),
    ...(edited.length > 0 ? [t("edited", { fields: names(edited) })] : []),
    ...(stays.followUps + stays.deals > 0 ? [t("done", stays)] : []),
  ];
}

type LinesProps = { as: string; title: string; lines: readonly string[] };

function Lines({ as, title, lines }: LinesProps) {
  return (
    <section>
      <h3 className="flex min-w-0 items-baseline gap-2 font-medium" title={title}>
        <span className="truncate">{title}</span>
        <span className="shrink-0 font-normal text-12 text-faint-foreground">{as}</span>
      </h3>
      <ul className="mt-1 list-disc space-y-0.5 ps-4 text-muted-foreground marker:text-faint-foreground">
        {lines.map((line) => (
          <li key={line} className="text-pretty">
            {line}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Asks before a merge is taken back, and says what will belong to whom. */
export function UndoMergeDialog({ merge, onDone }: { merge: MergeRow; onDone: () => void }) {
  const t = useTranslations("duplicates");
  const errorText = useErrorText();
  const otherLines = useOtherLines();
  const keptLines = useKeptLines();
  const { foreseen, failure, setFailure } = useForesight(merge.id);
  const [busy, setBusy] = useState(false);
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
          <Button
            variant="primary"
            busy={busy || (!foreseen && !failure)}
            {...(!foreseen && failure ? { disabledReason: failure } : {})}
            onClick={() => void undo()}
          >
            {t("undo")}
          </Button>
        </>
      }
    >
      {foreseen ? (
        <div className="space-y-4">
          <Lines as={t("undoing.other")} title={merge.otherName} lines={otherLines(foreseen)} />
          <Lines as={t("undoing.kept")} title={foreseen.keptName} lines={keptLines(foreseen)} />
          <p className="text-pretty text-12 text-faint-foreground">{t("undoing.pair")}</p>
        </div>
      ) : failure ? null : (
        <div className="space-y-3 py-1">
          {["w-2/5", "w-4/5", "w-3/5", "w-2/5", "w-4/5"].map((width, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: they are places, not things.
            <Skeleton key={at} className={width} />
          ))}
        </div>
      )}
      {failure ? (
        <p role="alert" className={foreseen ? "mt-3 text-danger-text" : "text-danger-text"}>
          {failure}
        </p>
      ) : null}
    </DialogContent>
  );
}

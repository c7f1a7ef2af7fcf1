"use client";

import { History } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import type { MergeRow } from "@/lib/duplicates/types";
import { UndoMergeDialog } from "./undo-merge-dialog";

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
        {asking ? <UndoMergeDialog key={asking.id} merge={asking} onDone={() => setAsking(null)} /> : null}
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
        <Link
          href={`/customers/${merge.keptId}`}
          className="block truncate hover:text-primary-text max-md:whitespace-normal"
        >
          {t("line", { other: merge.otherName, kept: merge.keptName })}
        </Link>
        <p className="truncate text-12 text-faint-foreground max-md:whitespace-normal">
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

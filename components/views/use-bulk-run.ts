"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import { v4 as newKey } from "uuid";
import { answered } from "@/components/follow-ups/answered";
import { notify } from "@/components/ui/toast";
import { useErrorText } from "@/components/ui/use-error-text";
import type { ListName } from "@/db/enums";
import {
  advanceBulkAction,
  createSelectionAction,
  readBulkAction,
  startBulkAction,
  undoBulkAction,
} from "@/lib/selections/actions";
import type { Bulk } from "@/lib/selections/schema";
import type { BulkReport, Progress } from "@/lib/selections/types";

/** What is selected: the whole list under its filters, or some of it. */
export type Chosen = { list: ListName; search: Record<string, string>; only?: string[] };

const RETRIES = 3;
const PAUSE_MS = 800;

/** A selection from being made to what became of it: chunk by chunk, going on by itself when nobody looks. */
export function useBulkRun(onDone: () => void) {
  const t = useTranslations("views.selection");
  const say = useErrorText();
  const [progress, setProgress] = useState<Progress | null>(null);
  const [report, setReport] = useState<BulkReport | null>(null);
  const alive = useRef(true);
  useEffect(() => {
    alive.current = true;
    return () => {
      alive.current = false;
    };
  }, []);

  const finish = useCallback(
    async (selectionId: string) => {
      const answer = await answered(readBulkAction({ selectionId }));
      if (alive.current && answer.ok) setReport(answer.data);
      onDone();
    },
    [onDone],
  );
  const goOn = useCallback(
    async (selectionId: string) => {
      for (let failed = 0; alive.current; ) {
        const answer = await answered(advanceBulkAction({ selectionId }));
        if (answer.ok) {
          failed = 0;
          setProgress(answer.data);
          if (answer.data.state !== "running" && answer.data.state !== "undoing") return finish(selectionId);
          continue;
        }
        failed += 1;
        if (failed > RETRIES) {
          notify({ tone: "problem", title: t("stopped") });
          return finish(selectionId);
        }
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * failed));
      }
    },
    [finish, t],
  );
  const start = async (chosen: Chosen, bulk: Bulk) => {
    const made = await answered(createSelectionAction(chosen, { key: newKey() }));
    if (!made.ok) return void notify({ tone: "problem", title: say(made) });
    setProgress({ ...made.data, state: "running", verb: bulk.verb });
    const { selectionId } = made.data;
    const begun = await answered(startBulkAction({ selectionId, bulk }, { key: newKey() }));
    if (!begun.ok) {
      setProgress(null);
      return void notify({ tone: "problem", title: say(begun) });
    }
    await goOn(selectionId);
  };
  const undo = async () => {
    if (!report) return;
    const { selectionId } = report;
    const begun = await answered(undoBulkAction({ selectionId }, { key: newKey() }));
    if (!begun.ok) return void notify({ tone: "problem", title: say(begun) });
    setReport(null);
    setProgress(begun.data);
    await goOn(selectionId);
  };
  const forget = () => {
    setProgress(null);
    setReport(null);
  };
  return { progress, report, start, undo, forget };
}

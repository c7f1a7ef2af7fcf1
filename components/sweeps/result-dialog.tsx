"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { DialogContent } from "@/components/ui/dialog";
import { Spinner } from "@/components/ui/spinner";
import { listLeftoversAction } from "@/lib/sweeps/actions";
import type { SweepRow, UndoneSweep } from "@/lib/sweeps/types";
import { LeftBehind } from "./left-behind";

/** Whom the undo of a sweep left where they are, and why. */
export function ResultDialog({ sweep }: { sweep: SweepRow }) {
  const t = useTranslations("sweeps");
  const [left, setLeft] = useState<Pick<UndoneSweep, "left" | "reasons" | "customers"> | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let wanted = true;
    const show = (answer: Awaited<ReturnType<typeof listLeftoversAction>> | null) => {
      if (!wanted) return;
      if (answer?.ok) setLeft(answer.data);
      else setFailed(true);
    };
    listLeftoversAction({ sweepId: sweep.id }).then(show, () => show(null));
    return () => {
      wanted = false;
    };
  }, [sweep.id]);
  return (
    <DialogContent title={t("undoing.doneTitle", { count: sweep.restored })}>
      {left ? <LeftBehind left={left} /> : failed ? <p role="alert">{t("olderFailed")}</p> : <Spinner />}
    </DialogContent>
  );
}

"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { v4 } from "uuid";
import { notify } from "@/components/ui/toast";
import type { FilePreview, ImportProgress, ImportResult } from "@/lib/imports/import-types";
import type { TableChoices } from "@/lib/imports/schema";
import { askedOf, carriedMapping, type Plan, proposedMapping, signatureOf } from "./import-plan";
import { type ImportFailure, sendImport, usePreview } from "./use-import";

export type Busy = "reading" | "checking" | "importing";
type Opened = { file: File; table: TableChoices; preview: FilePreview };
type Forecast = { result: ImportResult; signature: string };

const FRESH_PLAN: Plan = {
  ...{ poolId: "", mapping: {}, country: null, defaultSource: "" },
  ...{ defaultGrade: "B", fillEmpty: true },
};

/** The way of a file from the desk into the pool: read, mapped, tried, imported. */
export function useWorkbench(firstPoolId: string) {
  const t = useTranslations("imports");
  const router = useRouter();
  const preview = usePreview();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [plan, setPlan] = useState<Plan>({ ...FRESH_PLAN, poolId: firstPoolId });
  const [forecast, setForecast] = useState<Forecast | null>(null);
  const [busy, setBusy] = useState<Busy | null>(null);
  const [reading, setReading] = useState<string | null>(null);
  const [progress, setProgress] = useState<ImportProgress | null>(null);
  const [failure, setFailure] = useState<ImportFailure | null>(null);

  const read = async (file: File, table: TableChoices) => {
    setFailure(null);
    setReading(file.name);
    setBusy("reading");
    const answer = await preview(file, table);
    if (!answer) return;
    setReading(null);
    setBusy(null);
    if (!answer.ok) return setFailure(answer);
    const before = opened?.file === file ? opened.preview : null;
    setPlan((now) => ({
      ...now,
      mapping: before ? carriedMapping(before, now.mapping, answer.data) : proposedMapping(answer.data),
    }));
    setOpened({ file, table, preview: answer.data });
    if (!before) setForecast(null);
  };

  const send = async (dryRun: boolean): Promise<ImportResult | null> => {
    if (!opened) return null;
    setFailure(null);
    setProgress(null);
    setBusy(dryRun ? "checking" : "importing");
    const answer = await sendImport(opened.file, askedOf(plan, opened.table, dryRun), v4(), setProgress);
    if (answer.ok) return answer.data;
    setBusy(null);
    setFailure(answer);
    if (!dryRun) router.refresh();
    return null;
  };

  const check = async () => {
    const signature = opened ? signatureOf(plan, opened.table) : "";
    const result = await send(true);
    if (!result) return;
    setBusy(null);
    setForecast({ result, signature });
  };

  const run = async () => {
    const result = await send(false);
    if (!result) return;
    notify({ title: t("run.done", { file: result.fileName }), detail: t("count.summary", countsOf(result)) });
    router.push(`/imports/${result.importId}`);
  };

  const reset = () => {
    setOpened(null);
    setForecast(null);
    setFailure(null);
    setPlan((now) => ({ ...now, mapping: {}, country: null }));
  };

  return {
    ...{ opened, plan, busy, reading, progress, failure, check, run, reset },
    forecast: forecast?.result ?? null,
    outdated: forecast !== null && opened !== null && forecast.signature !== signatureOf(plan, opened.table),
    change: (change: Partial<Plan>) => setPlan((now) => ({ ...now, ...change })),
    open: (file: File) => void read(file, {}),
    reopen: (table: TableChoices) => opened && void read(opened.file, table),
  };
}

export type Workbench = ReturnType<typeof useWorkbench>;

const countsOf = ({ rows, created, updated, duplicate, rejected }: ImportResult) => ({
  ...{ rows, created, updated, duplicate, rejected },
});

"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { v4 as newKey } from "uuid";
import type { ActionResult } from "@/lib/action-result";
import {
  cancelImportAction,
  checkImportAction,
  previewFileAction,
  runImportAction,
} from "@/lib/imports/actions";
import type { FilePreview, Forecast } from "@/lib/imports/import-types";
import type { Progress } from "@/lib/imports/progress";
import type { ImportPlan, TableChoices } from "@/lib/imports/schema";
import { askedOf, carriedMapping, freshPlan, type Plan, planOf, signatureOf } from "./import-plan";
import type { ImportFailure } from "./send-file";
import { useProgress } from "./use-progress";

/** An import that was tried before, as far as the bench goes on with it. */
export type Tried = {
  importId: string;
  poolId: string;
  plan: ImportPlan;
  forecast: Forecast | null;
  progress: Progress;
};

/** The way of a stored file into the pool: read, mapped, tried, and set going. */
export function useBench(first: FilePreview, firstPoolId: string, tried: Tried | null) {
  const router = useRouter();
  const [preview, setPreview] = useState(first);
  const [table, setTable] = useState<TableChoices>(tried?.plan.table ?? {});
  const [plan, setPlan] = useState<Plan>(() =>
    tried ? planOf(tried.plan, first, tried.poolId) : freshPlan(first, firstPoolId),
  );
  const [signature] = useState(() => (tried ? signatureOf(plan, table) : null));
  const [checkedAs, setCheckedAs] = useState<string | null>(signature);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ImportFailure | null>(null);
  const progress = useProgress(tried?.importId ?? null, tried?.progress ?? null);

  const asking = async <T>(call: () => Promise<ActionResult<T>>): Promise<T | null> => {
    setBusy(true);
    setFailure(null);
    try {
      const answer = await call();
      if (answer.ok) return answer.data;
      setFailure({ code: answer.error, params: answer.params ?? {} });
    } catch {
      setFailure({ code: "LOST", params: {} });
    } finally {
      setBusy(false);
    }
    return null;
  };

  const reopen = async (choices: TableChoices) => {
    const data = await asking(() => previewFileAction({ fileId: first.fileId, table: choices }));
    if (!data) return;
    setPlan((now) => ({ ...now, zeros: {}, mapping: carriedMapping(preview, now.mapping, data) }));
    setTable(choices);
    setPreview(data);
  };
  const check = async () => {
    const asked = { fileId: first.fileId, poolId: plan.poolId, plan: askedOf(plan, table) };
    const again = tried ? { ...asked, importId: tried.importId } : asked;
    const data = await asking(() => checkImportAction(again, { key: newKey() }));
    if (!data) return;
    setCheckedAs(signatureOf(plan, table));
    if (tried) router.refresh();
    else router.replace(`/imports/${data.importId}`);
  };
  const steer = async (call: typeof runImportAction) => {
    if (!tried) return;
    const data = await asking(() => call({ importId: tried.importId }));
    if (data) router.refresh();
  };

  const forecast = tried?.forecast ?? null;
  return {
    ...{ preview, table, plan, busy, failure, progress, forecast, reopen, check },
    outdated: forecast !== null && checkedAs !== signatureOf(plan, table),
    change: (change: Partial<Plan>) => setPlan((now) => ({ ...now, ...change })),
    run: () => steer(runImportAction),
    cancel: () => steer(cancelImportAction),
  };
}

export type Bench = ReturnType<typeof useBench>;

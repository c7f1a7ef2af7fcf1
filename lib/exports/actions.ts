"use server";

import { after } from "next/server";
import { action } from "@/lib/action";
import { systemCtx } from "@/lib/auth/system-ctx";
import { database } from "@/lib/database";
import { decideExport } from "./decide-export";
import { getExport } from "./queries";
import { requestExport } from "./request-export";
import { DecideExportInput, ExportInput, RequestExportInput, SetExportRulesInput } from "./schema";
import { setExportRules } from "./set-export-rules";
import { writeExport } from "./write-export";

/** Written at once, beside the answer; if this process dies meanwhile the job does it. */
const writeSoon = (exportId: string) =>
  after(() => writeExport(systemCtx(database().db), { exportId }).then(() => undefined));

export const requestExportAction = action(RequestExportInput, async (ctx, input) => {
  const asked = await requestExport(ctx, input);
  if (asked.state === "queued") writeSoon(asked.exportId);
  return asked;
});

export const decideExportAction = action(DecideExportInput, async (ctx, input) => {
  const decided = await decideExport(ctx, input);
  if (decided.state === "queued") writeSoon(decided.exportId);
  return decided;
});

export const getExportAction = action(ExportInput, (ctx, input) => getExport(ctx, input));

export const setExportRulesAction = action(SetExportRulesInput, (ctx, input) => setExportRules(ctx, input));

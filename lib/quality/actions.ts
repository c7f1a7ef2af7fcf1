"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { listIssues } from "./list-issues";
import { readCompleteness } from "./read-completeness";
import { reopenIssues } from "./reopen-issues";
import { reportCustomer } from "./report-customer";
import {
  ListIssuesInput,
  ReadCompletenessInput,
  ReopenIssuesInput,
  ReportCustomerInput,
  SetQualitySettingsInput,
  SettleIssuesInput,
} from "./schema";
import { setQualitySettings } from "./set-quality-settings";
import { settleIssues } from "./settle-issues";

/** What is settled may take a customer out of its pool. */
const changed = <T>(answer: T): T => {
  revalidatePath("/", "layout");
  return answer;
};

export const listIssuesAction = action(ListIssuesInput, (ctx, input) => listIssues(ctx, input));
export const readCompletenessAction = action(ReadCompletenessInput, (ctx, input) =>
  readCompleteness(ctx, input),
);
export const reportCustomerAction = action(ReportCustomerInput, (ctx, input) => reportCustomer(ctx, input));
export const settleIssuesAction = action(SettleIssuesInput, async (ctx, input) =>
  changed(await settleIssues(ctx, input)),
);
export const reopenIssuesAction = action(ReopenIssuesInput, async (ctx, input) =>
  changed(await reopenIssues(ctx, input)),
);
export const setQualitySettingsAction = action(SetQualitySettingsInput, async (ctx, input) =>
  changed(await setQualitySettings(ctx, input)),
);

"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { logFollowUp } from "./log-follow-up";
import { planNextStep } from "./plan-next-step";
import { previewFollowUp } from "./preview-follow-up";
import { listRecentFollowUps } from "./queries";
import { LogFollowUpInput, PlanNextStepInput, PreviewFollowUpInput, RecentFollowUpsInput } from "./schema";

/** Deadlines stand in the rail, in lists and on the customer: all are drawn anew. */
const changed = <T>(result: T): T => {
  revalidatePath("/", "layout");
  return result;
};

export const logFollowUpAction = action(LogFollowUpInput, async (ctx, input) =>
  changed(await logFollowUp(ctx, input)),
);

export const planNextStepAction = action(PlanNextStepInput, async (ctx, input) =>
  changed(await planNextStep(ctx, input)),
);

export const previewFollowUpAction = action(PreviewFollowUpInput, (ctx, input) =>
  previewFollowUp(ctx, input),
);

export const recentFollowUpsAction = action(RecentFollowUpsInput, (ctx, input) =>
  listRecentFollowUps(ctx, input),
);

"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { approvePolicyDraft } from "./approve-policy-draft";
import { askForApproval } from "./ask-for-approval";
import { decideThresholdChange } from "./decide-threshold-change";
import { discardPolicyDraft } from "./discard-policy-draft";
import { observePolicyDraft } from "./observe-policy-draft";
import { getDraftObservation, getPolicyDraft } from "./queries";
import { savePolicyDraft } from "./save-policy-draft";
import { schedulePolicyDraft, unschedulePolicyDraft } from "./schedule-policy-draft";
import {
  DecideThresholdChangeInput,
  GetPolicyDraftInput,
  ObservePolicyDraftInput,
  OnDraftInput,
  SavePolicyDraftInput,
  SchedulePolicyDraftInput,
  SetApprovalThresholdInput,
} from "./schema";
import { setApprovalThreshold } from "./set-approval-threshold";

const ofPool = (poolId: string) => revalidatePath(`/settings/pools/${poolId}`);

export const getPolicyDraftAction = action(GetPolicyDraftInput, (ctx, input) => getPolicyDraft(ctx, input));

export const getDraftObservationAction = action(GetPolicyDraftInput, (ctx, input) =>
  getDraftObservation(ctx, input),
);

export const savePolicyDraftAction = action(SavePolicyDraftInput, async (ctx, input) => {
  const saved = await savePolicyDraft(ctx, input);
  ofPool(input.poolId);
  return saved;
});

export const discardPolicyDraftAction = action(OnDraftInput, async (ctx, input) => {
  const done = await discardPolicyDraft(ctx, input);
  ofPool(input.poolId);
  return done;
});

export const askForApprovalAction = action(OnDraftInput, (ctx, input) => askForApproval(ctx, input));

export const approvePolicyDraftAction = action(OnDraftInput, async (ctx, input) => {
  const done = await approvePolicyDraft(ctx, input);
  ofPool(input.poolId);
  return done;
});

export const schedulePolicyDraftAction = action(SchedulePolicyDraftInput, async (ctx, input) => {
  const done = await schedulePolicyDraft(ctx, input);
  ofPool(input.poolId);
  return done;
});

export const unschedulePolicyDraftAction = action(OnDraftInput, async (ctx, input) => {
  const done = await unschedulePolicyDraft(ctx, input);
  ofPool(input.poolId);
  return done;
});

export const observePolicyDraftAction = action(ObservePolicyDraftInput, async (ctx, input) => {
  const done = await observePolicyDraft(ctx, input);
  ofPool(input.poolId);
  return done;
});

export const setApprovalThresholdAction = action(SetApprovalThresholdInput, async (ctx, input) => {
  const done = await setApprovalThreshold(ctx, input);
  revalidatePath("/settings");
  return done;
});

export const decideThresholdChangeAction = action(DecideThresholdChangeInput, async (ctx, input) => {
  const done = await decideThresholdChange(ctx, input);
  revalidatePath("/settings");
  return done;
});

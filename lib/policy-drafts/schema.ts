import { z } from "zod";
import { DraftRef } from "@/lib/policies/publish-schema";
import { PublishPolicyInput } from "@/lib/policies/schema";

const poolId = z.uuid();

export const SavePolicyDraftInput = PublishPolicyInput.pick({
  poolId: true,
  baseVersion: true,
  document: true,
  note: true,
}).extend({
  /** The draft as it was when the editor opened it; null when there was none. */
  draft: DraftRef.nullable(),
});
export type SavePolicyDraftInput = z.infer<typeof SavePolicyDraftInput>;

/** What is done to a draft names the revision that somebody has seen. */
export const OnDraftInput = z.strictObject({ poolId, draft: DraftRef });
export type OnDraftInput = z.infer<typeof OnDraftInput>;

export const SchedulePolicyDraftInput = OnDraftInput.extend({ publishAt: z.coerce.date() });
export type SchedulePolicyDraftInput = z.infer<typeof SchedulePolicyDraftInput>;

export const ObservePolicyDraftInput = OnDraftInput.extend({ on: z.boolean() });
export type ObservePolicyDraftInput = z.infer<typeof ObservePolicyDraftInput>;

export const GetPolicyDraftInput = z.strictObject({ poolId });
export type GetPolicyDraftInput = z.infer<typeof GetPolicyDraftInput>;

/** Null switches the approval off. */
export const SetApprovalThresholdInput = z.strictObject({
  threshold: z.int().min(0).max(1_000_000).nullable(),
});
export type SetApprovalThresholdInput = z.infer<typeof SetApprovalThresholdInput>;

export const DecideThresholdChangeInput = z.strictObject({ changeId: z.uuid(), approve: z.boolean() });
export type DecideThresholdChangeInput = z.infer<typeof DecideThresholdChangeInput>;

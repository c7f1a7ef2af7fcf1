import { z } from "zod";
import { PreviewPolicyInput, PublishPolicyInput } from "./schema";

/** A draft as somebody has seen it: another revision is another draft. */
export const DraftRef = z.strictObject({ draftId: z.uuid(), revision: z.int().positive() });
export type DraftRef = z.infer<typeof DraftRef>;

/** What is published, and the draft that it was made of, which ends with that. */
export const PublishDraftInput = PublishPolicyInput.extend({ draft: DraftRef.optional() });
export type PublishDraftInput = z.infer<typeof PublishDraftInput>;

/** The earlier version whose rules come into force again. */
export const RollBackPolicyInput = PublishPolicyInput.omit({ document: true }).extend({
  version: z.int().positive(),
});
export type RollBackPolicyInput = z.infer<typeof RollBackPolicyInput>;

export const TraceCustomerInput = PreviewPolicyInput.extend({ customerId: z.uuid() });
export type TraceCustomerInput = z.infer<typeof TraceCustomerInput>;

export const FindHeldInput = z.strictObject({ poolId: z.uuid(), q: z.string().trim().min(1).max(100) });
export type FindHeldInput = z.infer<typeof FindHeldInput>;

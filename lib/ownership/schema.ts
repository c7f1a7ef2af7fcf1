import { z } from "zod";
import { INVALID_REASONS, RELEASE_REASONS } from "@/db/enums";

const customerId = z.uuid();
const note = z.string().trim().max(2000).default("");
/** The customer's version that the caller saw: if it has changed hands since, nothing is done. */
const seenVersion = z.int().positive().optional();

export const ClaimCustomerInput = z.strictObject({ customerId });
export type ClaimCustomerInput = z.infer<typeof ClaimCustomerInput>;

export const ClaimCustomersInput = z.strictObject({ customerIds: z.array(customerId).min(1).max(200) });
export type ClaimCustomersInput = z.infer<typeof ClaimCustomersInput>;

/** The pool of which the next is wanted. */
export const ClaimNextInput = z.strictObject({ poolId: z.uuid() });
export type ClaimNextInput = z.infer<typeof ClaimNextInput>;

/** `version` is the customer's version that the caller saw; another means that it changed hands since. */
export const UndoClaimInput = z.strictObject({ customerId, version: z.int().positive() });
export type UndoClaimInput = z.infer<typeof UndoClaimInput>;

export const UndoClaimsInput = z.strictObject({ claims: z.array(UndoClaimInput).min(1).max(200) });
export type UndoClaimsInput = z.infer<typeof UndoClaimsInput>;

export const ReleaseCustomerInput = z.strictObject({
  customerId,
  version: z.int().positive().optional(),
  reason: z.enum(RELEASE_REASONS),
  note,
});
export type ReleaseCustomerInput = z.infer<typeof ReleaseCustomerInput>;

export const AssignCustomersInput = z.strictObject({
  customerIds: z.array(customerId).min(1).max(200),
  userId: z.uuid(),
  note,
});
export type AssignCustomersInput = z.infer<typeof AssignCustomersInput>;

/** Assignments that are to be taken back, each by the version that it left. */
export const UndoAssignmentsInput = z.strictObject({ assignments: z.array(UndoClaimInput).min(1).max(200) });
export type UndoAssignmentsInput = z.infer<typeof UndoAssignmentsInput>;

export const TransferCustomersInput = AssignCustomersInput;
export type TransferCustomersInput = z.infer<typeof TransferCustomersInput>;

export const ProtectCustomerInput = z.strictObject({
  customerId,
  version: seenVersion,
  days: z.int().min(1).max(365),
  reason: z.string().trim().min(1).max(500),
});
export type ProtectCustomerInput = z.infer<typeof ProtectCustomerInput>;

export const UnprotectCustomerInput = z.strictObject({ customerId, version: seenVersion });
export type UnprotectCustomerInput = z.infer<typeof UnprotectCustomerInput>;

export const InvalidateCustomerInput = z.strictObject({
  customerId,
  version: seenVersion,
  reason: z.enum(INVALID_REASONS),
  note,
});
export type InvalidateCustomerInput = z.infer<typeof InvalidateCustomerInput>;

/** Pooled customers, and the pool that they go to. */
export const MoveToPoolInput = z.strictObject({
  customerIds: z.array(customerId).min(1).max(200),
  poolId: z.uuid(),
  note,
});
export type MoveToPoolInput = z.infer<typeof MoveToPoolInput>;

/** Pooled customers that a manager opens to claims again. */
export const OpenToClaimsInput = z.strictObject({ customerIds: z.array(customerId).min(1).max(200) });
export type OpenToClaimsInput = z.infer<typeof OpenToClaimsInput>;

export const RestoreCustomerInput = z.strictObject({ customerId, note });
export type RestoreCustomerInput = z.infer<typeof RestoreCustomerInput>;

export const ListReceiversInput = z.strictObject({ poolIds: z.array(z.uuid()).min(1).max(50) });
export type ListReceiversInput = z.infer<typeof ListReceiversInput>;

"use client";

import type { ApprovalSettings, PolicyDraft } from "@/lib/policy-drafts/types";
import type { SameHands } from "@/lib/second-person/types";
import type { usePolicyDraft } from "./use-policy-draft";
import type { PreviewState } from "./use-preview";

/** What the server knows of drafts: the one that is kept, when a second admin approves, and who is asking. */
export type Drafting = {
  saved: PolicyDraft | null;
  approval: Pick<ApprovalSettings, "threshold" | "admins">;
  me: string;
};

export type Approval = {
  /** How many are taken, where that is more than one admin may decide; null where nobody has to approve. */
  needed: { hit: number; threshold: number } | null;
  given: NonNullable<PolicyDraft["approval"]> | null;
  /** Somebody has to, and nobody has, or for fewer than it takes now. */
  missing: boolean;
  /** Whether the reader may: another admin than who edited it last. */
  mayGive: boolean;
  /** Why it isn't the reader who may, though somebody else edited it. */
  sameHands: SameHands | null;
  /** Whether there is another admin to ask. */
  anybody: boolean;
};

/** Whether the draft as it stands has to be approved, and has been. */
export function useApproval(
  { keeping, unsaved, stale }: ReturnType<typeof usePolicyDraft>,
  { preview, fresh }: PreviewState,
  { approval: { threshold, admins }, me }: Drafting,
): Approval {
  const counted = (fresh ? preview : null)?.toApprove ?? null;
  const over = threshold !== null && counted !== null && counted.added > 0 && counted.hit > threshold;
  const needed = over ? { hit: counted.hit, threshold } : null;
  const info = unsaved || stale ? null : keeping.info;
  const given = info?.approval ?? null;
  const enough = needed === null || (given !== null && needed.hit <= given.hit + needed.threshold);
  const open = !enough && info !== null && info.editedBy.id !== me;
  const sameHands = open ? info.sameHands : null;
  return {
    ...{ needed, given, missing: !enough, anybody: admins > 1 },
    ...{ mayGive: open && sameHands === null, sameHands },
  };
}

import type { DraftRef } from "@/lib/policies/publish-schema";
import type { RuleBrief } from "@/lib/policies/rule-brief";
import type { PolicyDocument } from "@/lib/policies/schema";
import type { Policy } from "@/lib/policies/types";

type By = { id: string; name: string };

/** The draft of a pool's rules as everybody may go on with it. */
export type PolicyDraft = {
  ref: DraftRef;
  poolId: string;
  /** The version that it was made on. */
  base: Policy;
  document: PolicyDocument;
  note: string;
  editedAt: Date;
  editedBy: By;
  approval: { at: Date; by: By; hit: number } | null;
  schedule: { at: Date; by: By } | null;
  /** Since when it is observed, when that last looked, and how many it would have taken. */
  observation: { since: Date; lookedAt: Date | null; seen: number } | null;
};

export type ObservedCustomer = {
  customerId: string;
  name: string;
  userId: string;
  userName: string;
  rule: RuleBrief | null;
  dueAt: Date;
  /** Whether the same person still holds it. */
  held: boolean;
};

/** Whom an observed draft would have taken. */
export type DraftObservation = {
  seen: number;
  /** The most first. */
  people: { userId: string; name: string; seen: number }[];
  /** The latest first; not all when there are many. */
  customers: ObservedCustomer[];
};

/** From how many customers on a second admin approves (null: never), and how many active admins there are. */
export type ApprovalSettings = { threshold: number | null; admins: number };

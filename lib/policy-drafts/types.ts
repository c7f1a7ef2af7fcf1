import type { ThresholdState } from "@/db/enums";
import type { DraftRef } from "@/lib/policies/publish-schema";
import type { RuleBrief } from "@/lib/policies/rule-brief";
import type { PolicyDocument } from "@/lib/policies/schema";
import type { Policy } from "@/lib/policies/types";
import type { SameHands } from "@/lib/second-person/types";
import type { Unknown } from "@/lib/simulation/types";

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
  /** Why the reader is no second person to its last editor; null when he is, or edited it himself. */
  sameHands: SameHands | null;
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
  /** What the observation can't know. */
  unknown: Unknown[];
};

/** What became of asking for a threshold: which holds now, and whether the one asked for waits, until when if nobody else may approve. */
export type ThresholdAsked = { threshold: number | null; waits: boolean; effectiveAt: string | null };

/** One change of the threshold as its audit tells it; null is no approval at all. */
export type ThresholdChange = {
  id: string;
  askedAt: Date;
  askedBy: By;
  from: number | null;
  to: number | null;
  state: ThresholdState;
  /** When it comes into force by itself, while its asker is the only admin. */
  effectiveAt: Date | null;
  settledAt: Date | null;
  settledBy: By | null;
};

/** From how many customers on a second admin approves (null: never), how many active admins there are, and its changes, the latest first. */
export type ApprovalSettings = {
  threshold: number | null;
  admins: number;
  waiting: ThresholdChange | null;
  /** Why the reader is no second person to who asked for what waits. */
  sameHands: SameHands | null;
  changes: ThresholdChange[];
};

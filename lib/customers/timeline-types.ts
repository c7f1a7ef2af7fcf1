import type { ActivityKind, Channel, EventKind, Outcome, Suspicion } from "@/db/enums";
import type { FieldFacts } from "@/lib/custom-fields/types";
import type { Qualification } from "@/lib/follow-ups/rules";
import type { Unreminded } from "@/lib/ledger/rules";
import type { AllocationBrief } from "@/lib/policies/allocation-rule";
import type { RuleBrief } from "@/lib/policies/rule-brief";
import type { Stretch } from "./customer-types";
import type { PersonRef, PoolRef } from "./types";

/** Why the rule took a customer back, from what was stored when it did. */
export type ReclaimProof = {
  /** Null when the version of the rules that it names is gone. */
  rule: RuleBrief | null;
  policyVersion: number | null;
  dueAt: Date | null;
  from: Date | null;
  heldSince: Date | null;
  qualifiedAt: Date | null;
  lastFollowUpAt: Date | null;
  lastDealAt: Date | null;
  /** When the owner was reminded of it. */
  reminders: Date[];
  /** Why a reminder is missing, and when it would have come. */
  unreminded: Unreminded | null;
  unsentFrom: Date | null;
};

/** Why the rule gave it to this person, from what was stored when it did. */
export type AllocationProof = {
  rule: AllocationBrief;
  /** What he held that counts, and his cap; null is none. */
  held: number;
  cap: number | null;
  /** When the rule had last given him one; null is never. */
  turnSince: Date | null;
  /** How many could have taken it. */
  free: number;
};

type Entry<K extends string, T> = { kind: K; id: string; at: Date; stretchId: string | null } & T;

export type TimelineItem =
  | Entry<
      "follow_up",
      {
        by: PersonRef;
        channel: Channel;
        outcome: Outcome;
        note: string;
        contactName: string | null;
        nextStep: string | null;
        nextStepAt: Date | null;
        evidence: string | null;
        suspicions: Suspicion[];
        qualifies: boolean;
        /** Why it resets the clocks, or why not, by the policy in force now; null when that says otherwise than it did then. */
        because: Qualification["because"] | null;
      }
    >
  | Entry<"deal", { by: PersonRef; title: string; amount: number; currency: string }>
  /** What the customer did of itself; `byName` is who wrote it down, null for a system. */
  | Entry<"activity", { byName: string | null; did: ActivityKind; note: string }>
  | Entry<"edit", { byName: string | null; changes: EditChange[] }>
  | Entry<
      "ownership",
      {
        event: EventKind;
        version: number;
        /** Null for the system; `job` says which. */
        byName: string | null;
        job: string | null;
        fromOwner: PersonRef | null;
        toOwner: PersonRef | null;
        fromPool: PoolRef | null;
        toPool: PoolRef;
        reason: string | null;
        note: string | null;
        protectedUntil: Date | null;
        policyVersion: number | null;
        /** Only of a reclaim. */
        proof: ReclaimProof | null;
        /** Only where a rule of allocation gave it to somebody. */
        allocation: AllocationProof | null;
      }
    >;

/** A change of one field; `of` says which of the organisation's own fields it is, to put its value in words. */
export type EditChange = {
  field: string;
  from: string | null;
  to: string | null;
  of: FieldFacts | null;
};

export type Timeline = {
  /** The plan of the present owner; only on the first page. */
  plan: { nextStep: string | null; nextStepAt: Date } | null;
  items: TimelineItem[];
  /** Every stretch that an item of this page belongs to, newest first. */
  stretches: Stretch[];
  nextCursor: string | null;
};

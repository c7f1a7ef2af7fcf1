import type {
  Channel,
  CustomerState,
  EventKind,
  Grade,
  Intent,
  InvalidReason,
  Outcome,
  ProtectedAfter,
  Stage,
} from "@/db/enums";
import type { Stay } from "@/lib/clean-up/types";
import type { FieldValue } from "@/lib/custom-fields/types";
import type { ContactView } from "@/lib/masking/types";
import type { ReturnRule } from "@/lib/policies/return-rule";
import type { RuleBrief } from "@/lib/policies/rule-brief";
import type { PolicyDocument } from "@/lib/policies/schema";
import type { CustomerQuality } from "@/lib/quality/types";
import type { Use } from "@/lib/quotas/types";
import type { SameHands } from "@/lib/second-person/types";
import type { Entry, Permit, PersonRef, PoolRef } from "./types";

/** One stretch of a customer's history: in somebody's hands, or in a pool. The newest is first; `until` null runs. */
export type Stretch =
  | {
      kind: "held";
      id: string;
      /** The version of the event that began it. */
      version: number;
      owner: PersonRef;
      mine: boolean;
      from: Date;
      until: Date | null;
      startKind: EventKind;
      endKind: EventKind | null;
      /** A release reason, the rule of a reclaim, or null. */
      endReason: string | null;
      endRule: RuleBrief | null;
      followUpCount: number;
      lastOutcome: Outcome | null;
    }
  | {
      kind: "pooled";
      id: string;
      version: number;
      pool: PoolRef;
      from: Date;
      until: Date | null;
      entered: Entry;
    };

/** A line of "can I claim it": whether it is met, and the figures of its sentence. */
export type Eligibility = {
  member: { ok: boolean; pool: PoolRef };
  coolDown: { ok: boolean; days: number; lastHeldUntil: Date | null; freeFrom: Date | null };
  cap: { ok: boolean; held: number; heldAfter: number; cap: number | null };
  today: { ok: boolean; use: Use | null };
  week: { ok: boolean; use: Use | null };
  freeze: { ok: boolean; until: Date | null };
  /** Whether a manager has to decide first; `limit` null is that no number of returns asks for one. */
  decision: { ok: boolean; bounces: number; limit: number | null };
};

/** What claiming now would set, by the same computation as the claim's. Null when no clock would run. */
export type ClaimPromise = {
  dueAt: Date | null;
  rule: RuleBrief | null;
  policyVersion: number;
  /** The pool it would go back to, and for how many days the claimer would then have to leave it to others. */
  poolName: string;
  coolDownDays: number;
};

export type LastNote = {
  id: string;
  at: Date;
  byName: string;
  channel: Channel;
  outcome: Outcome;
  note: string;
};

/** What anybody who sees the pool may know of a customer before claiming it. */
export type PeekView = {
  kind: "pooled";
  id: string;
  name: string;
  grade: Grade;
  stage: Stage;
  intent: Intent;
  industry: string | null;
  region: string | null;
  source: string | null;
  website: string | null;
  address: string | null;
  tags: string[];
  note: string | null;
  extra: { label: string; value: string }[];
  /** The organisation's own fields in their order, also those that are not filled. */
  custom: FieldValue[];
  version: number;
  pool: PoolRef;
  enteredAt: Date;
  entered: Entry;
  ownerCount: number;
  bounceCount: number;
  history: Stretch[];
  lastNotes: LastNote[];
  contacts: ContactView[];
  claim: Permit;
  eligibility: Eligibility;
  promise: ClaimPromise;
  /** When the rules of the pool end its stay if nobody takes it. */
  stay: Stay | null;
  /** Whether the reader may decide on a customer that was returned too often. */
  mayDecide: boolean;
  quality: CustomerQuality;
};

/** Somebody else has just claimed it: all that a colleague is told. */
export type TakenView = { kind: "taken"; id: string; name: string; ownerName: string; at: Date };
/** It is the viewer's to see in full: open it as a customer. */
export type HeldView = { kind: "held"; id: string; name: string };
export type Peek = PeekView | TakenView | HeldView;

/** What set a clock going. */
export type ClockStart = {
  kind:
    | "claimed"
    | "assigned"
    | "transferred"
    | "created"
    | "reclaim_undone"
    | "merge_returned"
    | "follow_up"
    | "deal"
    | "stage_change"
    | "contract_end"
    | "grade_dropped"
    | "intent_dropped"
    | "churn_risk"
    | "activity";
  at: Date;
  byName: string | null;
  channel: Channel | null;
  outcome: Outcome | null;
};

export type RunningClock = { rule: RuleBrief; dueAt: Date; from: Date };

/** A stretch of the tenure in which its clock stands still; a leave has its days, as far as they are of the tenure; `stop`: reclaims were paused. */
export type ClockPause =
  | {
      kind: "protection";
      from: Date;
      until: Date;
      lifted: boolean;
      reason: string;
      /** The undo that nobody is to lose it right after; null where somebody asked for it. */
      after: ProtectedAfter | null;
    }
  | { kind: "leave"; from: Date; until: Date; days: number }
  | { kind: "stop"; from: Date; until: Date }
  | {
      kind: "request";
      from: Date;
      until: Date;
      waiting: boolean;
      id: string;
      days: number;
      reason: string;
      /** Why the viewer may decline it and not approve it; null too when it isn't his to answer. */
      sameHands: SameHands | null;
    };

/** When a held customer goes back, which rule says so, what started the clock, what resets and what pauses it. */
export type DeadlineView = {
  dueAt: Date;
  rule: RuleBrief;
  from: Date;
  startedBy: ClockStart;
  /** Set when not the clock but the notice of a shortened rule decides. */
  graceUntil: Date | null;
  /** The whole rule, for saying it as a sentence. */
  whole: ReturnRule;
  resets: PolicyDocument["qualifying"];
  /** Where the deadline would move with a qualifying follow-up now. */
  ifFollowedUpAt: Date | null;
  pauses: ClockPause[];
  runnerUp: RunningClock | null;
  /** What the pool lets its reps ask for. */
  requests: PolicyDocument["requests"];
  remindersAhead: Date[];
  policyVersion: number;
  /** For how many days the owner has to leave it to others once the rule has taken it. */
  coolDownDays: number;
  /** Where the rule sends it. */
  poolName: string;
};

/** What the viewer may do with the customer now; a refusal carries its reason. */
export type CustomerPermits = {
  claim: Permit;
  followUp: Permit;
  edit: Permit;
  release: Permit;
  assign: Permit;
  transfer: Permit;
  protect: Permit;
  unprotect: Permit;
  recordDeal: Permit;
  invalidate: Permit;
  restore: Permit;
  moveToPool: Permit;
  reveal: Permit;
  /** Until when the viewer's own claim can be undone. */
  undoClaimUntil: Date | null;
};

export type DealView = {
  id: string;
  title: string;
  amount: number;
  currency: string;
  at: Date;
  byName: string;
};

export type CustomerView = {
  id: string;
  name: string;
  state: CustomerState;
  grade: Grade;
  stage: Stage;
  intent: Intent;
  industry: string | null;
  region: string | null;
  source: string | null;
  creditCode: string | null;
  externalId: string | null;
  website: string | null;
  address: string | null;
  note: string | null;
  tags: string[];
  /** In minor units of the organisation's currency. */
  expectedValue: number | null;
  /** The last day of its contract, YYYY-MM-DD. */
  contractEndsOn: string | null;
  extra: { label: string; value: string }[];
  /** The organisation's own fields in their order, also those that are not filled. */
  custom: FieldValue[];
  version: number;
  /** Give it back to `editCustomer` as what was seen. */
  editedAt: Date;
  createdAt: Date;
  createdByName: string | null;
  pool: PoolRef;
  owner: PersonRef | null;
  mine: boolean;
  lastOwnerName: string | null;
  heldSince: Date | null;
  enteredAt: Date | null;
  invalidReason: InvalidReason | null;
  ownerCount: number;
  bounceCount: number;
  contacts: ContactView[];
  /** Contacts are masked, and a click of the viewer shows them (revealContacts). */
  canReveal: boolean;
  lastFollowUpAt: Date | null;
  lastOutcome: Outcome | null;
  wonAt: Date | null;
  /** Since when it is marked as one that may leave. */
  churnRiskAt: Date | null;
  protectedUntil: Date | null;
  nextStep: string | null;
  nextStepAt: Date | null;
  deadline: DeadlineView | null;
  deals: DealView[];
  permits: CustomerPermits;
};

/** Where the customer stands in the list of its owner, by deadline. */
export type Neighbours = {
  previousId: string | null;
  nextId: string | null;
  position: number;
  total: number;
};

import type {
  Channel,
  CustomerState,
  EventKind,
  Grade,
  Intent,
  Outcome,
  ReleaseReason,
  Stage,
} from "@/db/enums";
import type { ErrorCode, ErrorParams } from "@/lib/errors";
import type { ContactView } from "@/lib/masking/types";
import type { RuleBrief } from "@/lib/policies/rule-brief";
import type { RowMore } from "./row-more";

/** Whether the viewer may do it now, and if not, why and from when. */
export type Permit = { ok: true } | { ok: false; error: ErrorCode; params: ErrorParams };

/** A person as a list names him. */
export type PersonRef = { id: string; name: string };
export type PoolRef = { id: string; name: string };

/** How a customer came into the pool: `reason` is a release reason or who created it, `rule` that of a reclaim. */
export type Entry = {
  kind: EventKind;
  reason: ReleaseReason | string | null;
  rule: RuleBrief | null;
};

/** A count that is exact, or an estimate from the planner's statistics when `about`. */
export type Count = { count: number; about: boolean };

export type PoolRow = {
  id: string;
  name: string;
  grade: Grade;
  stage: Stage;
  intent: Intent;
  region: string | null;
  industry: string | null;
  source: string | null;
  tags: string[];
  version: number;
  /** How many have held it. */
  ownerCount: number;
  /** How often it came back to a pool. */
  bounceCount: number;
  lastOwnerName: string | null;
  lastOutcome: Outcome | null;
  lastFollowUpAt: Date | null;
  lastFollowUpByName: string | null;
  enteredAt: Date;
  entered: Entry;
  /** It came in since the viewer was last here. */
  isNew: boolean;
  /** The main contact, masked as the policy says. */
  contact: ContactView | null;
  contactCount: number;
  more: RowMore;
  claim: Permit;
};

export type PoolPage = {
  pool: PoolRef;
  rows: PoolRow[];
  nextCursor: string | null;
  /** Give it back as `since` when the list is read again, so that "new" stays new. */
  newSince: Date | null;
};

/** How close a held customer is to going back; the look of its countdown. */
export type Urgency = "due" | "hours" | "days" | "week" | "later" | "paused" | "none";

export type MineRow = {
  id: string;
  name: string;
  grade: Grade;
  stage: Stage;
  intent: Intent;
  region: string | null;
  industry: string | null;
  source: string | null;
  tags: string[];
  state: CustomerState;
  version: number;
  pool: PoolRef;
  owner: PersonRef;
  heldSince: Date;
  dueAt: Date | null;
  dueRule: RuleBrief | null;
  dueFrom: Date | null;
  policyVersion: number | null;
  urgency: Urgency;
  protectedUntil: Date | null;
  wonAt: Date | null;
  /** Since when it is marked as one that may leave. */
  churnRiskAt: Date | null;
  /** Deals of the present tenure, in minor units; null without any. */
  won: { amount: number; currency: string } | null;
  lastFollowUpAt: Date | null;
  lastOutcome: Outcome | null;
  /** The last follow-up that reset a clock. */
  qualifiedAt: Date | null;
  qualifiedChannel: Channel | null;
  nextStep: string | null;
  nextStepAt: Date | null;
  contact: ContactView | null;
  canReveal: boolean;
  more: RowMore;
};

export type MinePage = { rows: MineRow[]; nextCursor: string | null };

/** One day of the strip: how many go back on it, by how close that is. */
export type StripDay = { on: string; total: number; byUrgency: Partial<Record<Urgency, number>> };

/** Where a found customer is for the viewer; of a `taken` one he learns only the name and who has it. */
export type HitPlace = "mine" | "held" | "pool" | "taken" | "invalid";

export type SearchHit = {
  id: string;
  name: string;
  grade: Grade | null;
  place: HitPlace;
  ownerName: string | null;
  poolName: string;
  /** Under which name of one that was merged into it; null when it was found by what it has itself. */
  formerName: string | null;
  /** What of it matched. */
  match: "name" | "contact" | "phone" | "creditCode";
  /** The contact that matched; only when the viewer sees it unmasked. */
  contactName: string | null;
};

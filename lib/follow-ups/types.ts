import type { Channel, Grade, Outcome, Stage, Suspicion } from "@/db/enums";
import type { FieldDef } from "@/lib/custom-fields/types";
import type { PolicyDocument } from "@/lib/policies/schema";

/** What the writer of a follow-up must know: what counts, and where the deadline would move. */
export type FollowUpPreview = {
  /** Who writes: a draft in the browser is his. */
  writerId: string;
  customerId: string;
  name: string;
  grade: Grade;
  stage: Stage;
  /** Give it back when saving: if the customer changes hands meanwhile, nothing is logged. */
  version: number;
  /** Named as the viewer may see them. */
  contacts: { id: string; name: string | null; title: string | null }[];
  qualifying: PolicyDocument["qualifying"];
  sham: PolicyDocument["sham"];
  /** When the writer last wrote about another customer. */
  lastElsewhereAt: Date | null;
  dueAt: Date | null;
  /** Where the deadline would stand after a qualifying follow-up now, by the same computation as saving it. */
  ifQualifiesAt: Date | null;
  nextStep: string | null;
  nextStepAt: Date | null;
  /** The organisation's own fields that are not filled and that some stage needs. */
  lacking: FieldDef[];
};

/** A planned next step of the person's own customers. */
export type PlanRow = {
  customerId: string;
  name: string;
  grade: Grade;
  version: number;
  poolId: string;
  nextStep: string | null;
  at: Date;
  dueAt: Date | null;
  protectedUntil: Date | null;
  wonAt: Date | null;
};

/** A follow-up of the person's own, wherever the customer is by now. */
export type RecentFollowUp = {
  id: string;
  at: Date;
  customerId: string;
  name: string;
  grade: Grade;
  /** It is still in the person's hands. */
  held: boolean;
  channel: Channel;
  outcome: Outcome;
  note: string;
  qualifies: boolean;
};

export type RecentFollowUps = { rows: RecentFollowUp[]; next: { at: string; id: string } | null };

/** A follow-up that looks as if it had only been written down, for those who lead its writer. */
export type FlaggedFollowUp = {
  id: string;
  at: Date;
  customerId: string;
  name: string;
  byName: string;
  channel: Channel;
  outcome: Outcome;
  note: string;
  qualifies: boolean;
  suspicions: Suspicion[];
};

import type { CustomerState, DuplicateReason, Grade, Intent, PairState, Stage } from "@/db/enums";
import type { FieldValue } from "@/lib/custom-fields/types";
import type { ContactView } from "@/lib/masking/types";

/** A pair as the list of the desk shows it. */
export type PairRow = {
  id: string;
  score: number;
  certain: boolean;
  reasons: DuplicateReason[];
  names: [string, string];
  owners: [string | null, string | null];
  /** Who asked for it to be merged. */
  askedBy: string | null;
  foundAt: Date;
};

export type PairPage = { rows: PairRow[]; total: number; certain: number; nextCursor: string | null };

/** One of the two as they stand side by side, masked as the reader may see it. */
export type PairSide = {
  id: string;
  name: string;
  state: CustomerState;
  ownerName: string | null;
  poolName: string;
  won: boolean;
  createdAt: Date;
  lastFollowUpAt: Date | null;
  followUps: number;
  deals: number;
  contacts: ContactView[];
  creditCode: string | null;
  externalId: string | null;
  grade: Grade;
  stage: Stage;
  intent: Intent;
  industry: string | null;
  region: string | null;
  source: string | null;
  website: string | null;
  address: string | null;
  note: string | null;
  tags: string[];
  expectedValue: number | null;
  contractEndsOn: string | null;
  custom: FieldValue[];
};

export type PairDetail = {
  id: string;
  score: number;
  certain: boolean;
  state: PairState;
  reasons: DuplicateReason[];
  asked: { by: string; at: Date; note: string } | null;
  /** Which of the two is kept when nobody chooses. */
  suggestedId: string;
  sides: [PairSide, PairSide];
};

/** A merge that was made, and whether it can be taken back. */
export type MergeRow = {
  id: string;
  keptId: string;
  keptName: string;
  otherName: string;
  by: string | null;
  automatic: boolean;
  mergedAt: Date;
  undoneAt: Date | null;
  undoableUntil: Date | null;
};

/** A customer that may be the one that is being typed, as far as whoever types may know of it. */
export type Similar = {
  reasons: DuplicateReason[];
  /** How sure it is, in ten-thousandths. */
  score: number;
  /** Whether a new one is created beside it only with a reason. */
  likely: boolean;
  held: boolean;
  mine: boolean;
  protected: boolean;
  /** Null when it is out of his sight. */
  customerId: string | null;
  name: string | null;
  ownerName: string | null;
};

/** A pair of a customer that is open, as its reader may know of the other. */
export type OtherOfPair = Similar & { pairId: string; asked: boolean };

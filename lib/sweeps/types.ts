import type { GuardedJob, LeftReason, SweepJob, SweepState } from "@/db/enums";
import type { Stay } from "@/lib/clean-up/types";
import type { AllocationBrief } from "@/lib/policies/allocation-rule";
import type { RuleBrief } from "@/lib/policies/rule-brief";
import type { StopKind } from "./rules";

export type LeftCounts = Partial<Record<LeftReason, number>>;

/** A customer that an undo does not put back, and whose it was; null where it lay in a pool. Plain JSON. */
export type LeftCustomer = { customerId: string; name: string; ownerName: string | null; reason: LeftReason };

/** What became of an undo; of those left where they are the first two hundred by name. Plain JSON. */
export type UndoneSweep = {
  sweepId: string;
  restored: number;
  left: number;
  reasons: LeftCounts;
  customers: LeftCustomer[];
};

/** What an undo would put back now, and what not. */
export type UndoPreview = { restorable: number; reasons: LeftCounts; owners: number };

export type SweepPart = {
  pool: { id: string; name: string };
  rule: RuleBrief | null;
  /** The rule of allocation, of a run that dealt out. */
  allocation: AllocationBrief | null;
  policyVersion: number;
  moved: number;
};

/** A run of a job that moved customers, as far as the viewer sees its pools. */
export type SweepRow = {
  id: string;
  job: SweepJob;
  state: SweepState;
  startedAt: Date;
  /** Who dealt out by hand, and whether that is the reader; null for a job. */
  startedByName: string | null;
  own: boolean;
  lastAt: Date;
  moved: number;
  restored: number;
  parts: SweepPart[];
  undoableUntil: Date | null;
  undoneAt: Date | null;
  undoneByName: string | null;
  left: LeftCounts;
};

export type SweepPage = { rows: SweepRow[]; nextCursor: string | null };

/**
 * A sweep that has stopped and asks: what was foreseen, what was found, and whom it would take now. A clean-up takes from
 * nobody, and each of its rules says what becomes of what it takes.
 */
export type Hold = {
  id: string;
  job: GuardedJob;
  pool: { id: string; name: string };
  expected: number;
  ceiling: number;
  found: number;
  heldAt: Date;
  due: number;
  owners: { name: string; count: number }[];
  rules: { rule: RuleBrief | null; count: number; end: Stay["end"] | null }[];
  customers: { id: string; name: string; ownerName: string | null; dueAt: Date }[];
};

/** A running pause of one pool, or of all (`pool` null). */
export type Pause = {
  id: string;
  pool: { id: string; name: string } | null;
  from: Date;
  note: string;
  byName: string | null;
};

/**
 * Why nothing is taken from a pool at present; `poolId` null is every pool. A clean-up that waits keeps no customer from
 * going back.
 */
export type Stop = {
  poolId: string | null;
  poolName: string | null;
  kind: StopKind;
  since: Date;
};

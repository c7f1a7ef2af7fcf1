import type { ErrorCode, ErrorParams } from "@/lib/errors";
import type { AllocationBrief, AllocationMethod } from "@/lib/policies/allocation-rule";

/** Why it was this person: as he stood when it was decided. Instants are ISO strings. */
export type Why = {
  method: AllocationMethod;
  /** What counted towards his cap before, and the cap; null is none. */
  held: number;
  cap: number | null;
  /** When this rule last gave him a customer of the pool; null is never. */
  turnSince: string | null;
  /** Among how many who could take it. */
  free: number;
};

export type Given = {
  customerId: string;
  name: string;
  ok: true;
  rule: AllocationBrief;
  userId: string;
  userName: string;
  why: Why;
  /** The customer's version and deadline now; null in a plan. */
  version: number | null;
  dueAt: string | null;
};

export type Left = {
  customerId: string;
  name: string | null;
  ok: false;
  /** The rule that decides about it, if any does. */
  rule: AllocationBrief | null;
  error: ErrorCode;
  params: ErrorParams;
};

/** What became of one customer, or what would. */
export type AllocationOutcome = Given | Left;

/** What of a pool its rules concern. */
export type Concerned = {
  byRule: { rule: AllocationBrief; count: number }[];
  /** How many no rule concerns, and how many wait for a manager's decision. */
  noRule: number;
  awaiting: number;
};

/** The answer, and the plan. Plain JSON. */
export type Allocation = {
  outcomes: AllocationOutcome[];
  /** Whether there are more customers that the rules would give to somebody. */
  more: boolean;
  /** Of the plan for a whole pool. */
  concerned: Concerned | null;
  /** The run that can be undone as a whole; null for a plan, and where nobody got anything. */
  runId: string | null;
};

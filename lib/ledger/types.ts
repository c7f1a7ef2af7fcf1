import type { CustomerState, EventKind } from "@/db/enums";
import type { EventFacts } from "@/db/schema/ledger";
import type { AllocationBrief } from "@/lib/policies/allocation-rule";
import type { RuleBrief } from "@/lib/policies/rule-brief";

export type Named = { id: string; name: string };

/** One event of the ledger with its names; nothing in it lets anybody be called up. */
export type LedgerRow = {
  seq: number;
  at: Date;
  kind: EventKind;
  customer: Named;
  version: number;
  fromState: CustomerState | null;
  toState: CustomerState;
  fromOwner: Named | null;
  toOwner: Named | null;
  fromPool: Named | null;
  toPool: Named;
  /** Who did it: a person, or a job of the system. */
  actor: Named | null;
  job: string | null;
  /** The token by which the person's program asked. */
  token: Named | null;
  reason: string | null;
  note: string | null;
  /** The rule that took it. */
  rule: RuleBrief | null;
  /** The rule of allocation that gave it to somebody. */
  allocation: AllocationBrief | null;
  /** The rule whose deadline the facts tell. */
  factRule: RuleBrief | null;
  policyVersion: number | null;
  protectedUntil: Date | null;
  /** What was true when it was decided. */
  facts: EventFacts | null;
};

export type LedgerPage = { rows: LedgerRow[]; nextCursor: number | null };

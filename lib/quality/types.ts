import type { Channel, CustomerState, DataIssueKind, Grade, Outcome } from "@/db/enums";
import type { PersonRef, PoolRef } from "@/lib/customers/types";
import type { ErrorCode, ErrorParams } from "@/lib/errors";
import type { CompletenessField, Weights } from "./rules";

/** How complete a customer is, what is missing and for how much, and what is said to be wrong. */
export type CustomerQuality = {
  completeness: number;
  /** The heaviest first. */
  missing: { field: CompletenessField; weight: number }[];
  /** Without their evidence; `mine`: the viewer has reported it. */
  issues: { id: string; kind: DataIssueKind; foundAt: Date; mine: boolean }[];
};

/** One thing that speaks for an issue, as the viewer may see it. */
export type Proof =
  | {
      kind: "follow_up";
      id: string;
      at: Date;
      byName: string;
      channel: Channel;
      outcome: Outcome;
      note: string;
    }
  | { kind: "report"; id: string; at: Date; byName: string; note: string }
  | { kind: "phone"; id: string; name: string | null; phone: string };

/** An open issue in the queue. */
export type IssueRow = {
  id: string;
  kind: DataIssueKind;
  foundAt: Date;
  /** Null when the audit found it. */
  foundByName: string | null;
  customer: {
    id: string;
    name: string;
    grade: Grade;
    state: CustomerState;
    pool: PoolRef;
    owner: PersonRef | null;
  };
  proofs: Proof[];
};
export type IssuePage = { rows: IssueRow[]; nextCursor: string | null };

/** The data of a pool as the last audit counted it, and what is open there. */
export type PoolQuality = {
  pool: PoolRef;
  customers: number;
  /** The average, from 0 to 100; null for an empty pool. */
  completeness: number | null;
  /** Of how many customers there is a way to reach them that isn't known to be wrong. */
  reachable: number;
  open: Partial<Record<DataIssueKind, number>>;
  /** Pairs in which one of them may be there twice. */
  duplicates: number;
};
export type QualityCounts = { pools: PoolQuality[]; countedAt: Date | null };

/** What became of one issue of a batch. */
export type IssueOutcome =
  | { issueId: string; customerId: string; name: string; ok: true }
  | {
      issueId: string;
      customerId: string | null;
      name: string | null;
      ok: false;
      error: ErrorCode;
      params: ErrorParams;
    };

export type QualitySettings = { weights: Weights; goneAfter: number };

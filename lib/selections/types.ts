import type { BulkVerb, SelectionState } from "@/db/enums";
import type { ErrorCode, ErrorParams } from "@/lib/errors";

/** How far a selection has come. */
export type Progress = {
  selectionId: string;
  state: SelectionState;
  verb: BulkVerb | null;
  total: number;
  /** What was done, what was refused, what was brought back. */
  ok: number;
  failed: number;
  undone: number;
};

/** What became of one customer of a chunk. */
export type ItemResult =
  | { ok: true; undo: Record<string, unknown> | null }
  | { ok: false; error: ErrorCode; params: ErrorParams };

/** Why customers were left, with the first of them. */
export type ReasonGroup = {
  error: ErrorCode;
  count: number;
  customers: { id: string; name: string; params: ErrorParams }[];
};

export type BulkReport = Progress & {
  /** The refused, or what an undo left as it was: changed since. */
  failures: ReasonGroup[];
  kept: { count: number; customers: { id: string; name: string; fields: string }[] };
  canUndo: boolean;
};

import type { BulkVerb } from "@/db/enums";
import { ASSIGN_UNDO_MS } from "@/lib/ownership/as-assigned";
import { addMs, MINUTE } from "@/lib/time";
import type { StoredSelection } from "./lock-selection";

/**
 * For how long what was done with a selection can be taken back as a whole, in milliseconds after its end; null is for as
 * long as the selection is kept. Who was given back to a pool, or on to somebody, has been told and may have been taken.
 */
const WINDOWS: Partial<Record<BulkVerb, number | null>> = {
  ...{ edit: null, move: null },
  ...{ claim: 10 * MINUTE, assign: ASSIGN_UNDO_MS },
};

type Done = Pick<StoredSelection, "state" | "verb" | "finishedAt">;

/** Whether it can be taken back as a whole now. */
export function isUndoable({ state, verb, finishedAt }: Done, now: Date): boolean {
  const window = verb ? WINDOWS[verb] : undefined;
  if (state !== "finished" || window === undefined) return false;
  return window === null || (finishedAt !== null && now <= addMs(finishedAt, window));
}

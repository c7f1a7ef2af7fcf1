import type { SweepState } from "@/db/enums";
import type { Guard } from "@/lib/policies/guard";
import { addMs, DAY, HOUR, MINUTE } from "@/lib/time";

/** Why nothing is taken: paused, a reclaim that waits for an admin, or a clean-up that does. */
export const STOP_KINDS = ["paused", "held", "clean_up_held"] as const;
export type StopKind = (typeof STOP_KINDS)[number];

/** How long after it last moved somebody a sweep can be undone, in milliseconds. */
export const UNDO_WINDOW_MS = DAY;
/** A sweep that has moved nobody for so long was cut off: no job runs that long without a batch. In milliseconds. */
export const CUT_OFF_MS = 15 * MINUTE;
/** So many days after today are foreseen. */
export const FORESEEN_DAYS = 14;
/** Within so long after the last sweep, or the beginning of the day, nothing has been missed. In milliseconds. */
export const FRESH_MS = 2 * HOUR;

/** What a day of a pool was foreseen to take. `carried` is of days on which no sweep ran, `usual` of the days before. */
export type Foreseen = { expected: number; carried: number; usual: number; approved: number };

/** The number of reclaims that the guard compares with: what was foreseen, and no less than what is usual. */
export const expectedOf = ({ expected, carried, usual }: Foreseen): number =>
  Math.max(expected + carried, usual);

/** Up to so many reclaims a day need nobody's consent; null when the guard is off. */
export const ceilingOf = ({ factor, atLeast }: Guard, foreseen: Foreseen): number | null =>
  factor === null ? null : foreseen.approved + Math.max(atLeast, factor * expectedOf(foreseen));

/** Until when a sweep can be undone. */
export const undoableUntil = (lastAt: Date): Date => addMs(lastAt, UNDO_WINDOW_MS);

/** Whether a sweep can be undone now: it is over and not a day old; an undo that was begun can be finished for one more. */
export function isUndoable({ state, lastAt }: { state: SweepState; lastAt: Date }, now: Date): boolean {
  if (state === "undoing") return now < addMs(undoableUntil(lastAt), UNDO_WINDOW_MS);
  return (state === "finished" || state === "cut_off" || state === "undone") && now < undoableUntil(lastAt);
}

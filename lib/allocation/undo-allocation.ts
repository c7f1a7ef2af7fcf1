import type { Ctx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import type { UndoSweepInput } from "@/lib/sweeps/schema";
import type { UndoneSweep } from "@/lib/sweeps/types";
import { undoRun } from "@/lib/sweeps/undo-sweep";
import { requireRun } from "./require-run";

/**
 * Takes back a run of allocation within a day: its customers lie in their pools as before, and the job gives none of them
 * to anybody again under the same rules. What somebody has worked on since stays, and the answer lists it. A manager
 * undoes his own runs, an admin every one. NOT_FOUND, SWEEP_RUNNING, SWEEP_UNDO_OVER.
 */
export async function undoAllocation(ctx: Ctx, input: UndoSweepInput): Promise<UndoneSweep> {
  authorize(ctx.actor, "customers.assign");
  await requireRun(ctx, input.sweepId);
  return undoRun(ctx, "undoAllocation", input);
}

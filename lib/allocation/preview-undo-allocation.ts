import type { Ctx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { countFates } from "@/lib/sweeps/queries";
import type { SweepInput } from "@/lib/sweeps/schema";
import type { UndoPreview } from "@/lib/sweeps/types";
import { requireRun } from "./require-run";

/** What an undo of the run of allocation would take back now, from how many people, and what not and why. */
export async function previewUndoAllocation(ctx: Ctx, { sweepId }: SweepInput): Promise<UndoPreview> {
  authorize(ctx.actor, "customers.assign");
  await requireRun(ctx, sweepId);
  return countFates(ctx, sweepId);
}

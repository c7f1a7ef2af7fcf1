"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { approveSweep } from "./approve-sweep";
import { declineSweep } from "./decline-sweep";
import { pauseReclaims } from "./pause-reclaims";
import { listLeftovers, listSweeps, previewUndo } from "./queries";
import { resumeReclaims } from "./resume-reclaims";
import {
  DecideSweepInput,
  ListSweepsInput,
  PauseReclaimsInput,
  ResumeReclaimsInput,
  SweepInput,
  UndoSweepInput,
} from "./schema";
import { undoSweep } from "./undo-sweep";

/** Every page shows deadlines, and whether they are paused. */
const changed = <T>(answer: T): T => {
  revalidatePath("/", "layout");
  return answer;
};

export const listSweepsAction = action(ListSweepsInput, (ctx, input) => listSweeps(ctx, input));
export const previewUndoAction = action(SweepInput, (ctx, input) => previewUndo(ctx, input));
export const listLeftoversAction = action(SweepInput, (ctx, input) => listLeftovers(ctx, input));

export const undoSweepAction = action(UndoSweepInput, async (ctx, input) =>
  changed(await undoSweep(ctx, input)),
);
export const approveSweepAction = action(DecideSweepInput, async (ctx, input) =>
  changed(await approveSweep(ctx, input)),
);
export const declineSweepAction = action(DecideSweepInput, async (ctx, input) =>
  changed(await declineSweep(ctx, input)),
);
export const pauseReclaimsAction = action(PauseReclaimsInput, async (ctx, input) =>
  changed(await pauseReclaims(ctx, input)),
);
export const resumeReclaimsAction = action(ResumeReclaimsInput, async (ctx, input) =>
  changed(await resumeReclaims(ctx, input)),
);

"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { SweepInput, UndoSweepInput } from "@/lib/sweeps/schema";
import { allocateCustomers } from "./allocate-customers";
import { previewUndoAllocation } from "./preview-undo-allocation";
import { AllocateCustomersInput } from "./schema";
import { undoAllocation } from "./undo-allocation";

export const allocateCustomersAction = action(AllocateCustomersInput, async (ctx, input) => {
  const done = await allocateCustomers(ctx, input);
  if (!input.dryRun) revalidatePath("/", "layout");
  return done;
});

export const undoAllocationAction = action(UndoSweepInput, async (ctx, input) => {
  const undone = await undoAllocation(ctx, input);
  revalidatePath("/", "layout");
  return undone;
});

export const previewUndoAllocationAction = action(SweepInput, (ctx, input) =>
  previewUndoAllocation(ctx, input),
);

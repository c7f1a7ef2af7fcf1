"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { advanceBulk } from "./advance-bulk";
import { createSelection } from "./create-selection";
import { readBulk } from "./queries";
import { CreateSelectionInput, SelectionInput, StartBulkInput } from "./schema";
import { startBulk } from "./start-bulk";
import { undoBulk } from "./undo-bulk";

export const createSelectionAction = action(CreateSelectionInput, (ctx, input) =>
  createSelection(ctx, input),
);

export const startBulkAction = action(StartBulkInput, (ctx, input) => startBulk(ctx, input));

/** The lists are drawn anew once all of it is done, not with every chunk. */
export const advanceBulkAction = action(SelectionInput, async (ctx, input) => {
  const progress = await advanceBulk(ctx, input);
  if (progress.state === "finished" || progress.state === "undone") revalidatePath("/", "layout");
  return progress;
});

export const undoBulkAction = action(SelectionInput, (ctx, input) => undoBulk(ctx, input));

export const readBulkAction = action(SelectionInput, (ctx, input) => readBulk(ctx, input));

"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "@/lib/action";
import { askForMerge } from "./ask-for-merge";
import { decidePairs } from "./decide-pairs";
import { findSimilar } from "./find-similar";
import { mergeCustomers } from "./merge-customers";
import { mergePairs } from "./merge-pairs";
import { getPair, listPairs } from "./queries";
import {
  AskForMergeInput,
  DecidePairsInput,
  FindSimilarInput,
  MergeCustomersInput,
  MergePairsInput,
  SetAutoMergeInput,
  UndoMergeInput,
} from "./schema";
import { setAutoMerge } from "./set-auto-merge";
import { foreseeUndo, undoMerge } from "./undo-merge";

/** The badge of the desk stands in the rail, names in every list: all are drawn anew. */
const changed = <T>(result: T): T => {
  revalidatePath("/", "layout");
  return result;
};

export const mergeCustomersAction = action(MergeCustomersInput, async (ctx, input) =>
  changed(await mergeCustomers(ctx, input)),
);

export const undoMergeAction = action(UndoMergeInput, async (ctx, input) =>
  changed(await undoMerge(ctx, input)),
);

export const foreseeUndoAction = action(UndoMergeInput, (ctx, input) => foreseeUndo(ctx, input));

export const decidePairsAction = action(DecidePairsInput, async (ctx, input) =>
  changed(await decidePairs(ctx, input)),
);

export const mergePairsAction = action(MergePairsInput, async (ctx, input) =>
  changed(await mergePairs(ctx, input)),
);

export const askForMergeAction = action(AskForMergeInput, async (ctx, input) =>
  changed(await askForMerge(ctx, input)),
);

export const setAutoMergeAction = action(SetAutoMergeInput, async (ctx, input) =>
  changed(await setAutoMerge(ctx, input)),
);

export const findSimilarAction = action(FindSimilarInput, (ctx, input) => findSimilar(ctx, input));

export const pairAction = action(z.strictObject({ pairId: z.uuid() }), (ctx, input) => getPair(ctx, input));

export const morePairsAction = action(z.strictObject({ cursor: z.uuid() }), (ctx, input) =>
  listPairs(ctx, input),
);

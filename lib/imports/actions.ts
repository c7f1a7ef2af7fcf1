"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { fixRows } from "./fix-rows";
import { previewFile } from "./preview-file";
import { listImportRows } from "./queries";
import { CheckImportInput, FixRowsInput, ImportInput, ListRowsInput, PreviewInput } from "./schema";
import { checkImport } from "./start-import";
import { cancelImport, pauseImport, resumeImport, runImport, undoImport } from "./steer-import";

const changed = <T>(answer: T): T => {
  revalidatePath("/imports", "layout");
  return answer;
};

export const previewFileAction = action(PreviewInput, (ctx, input) => previewFile(ctx, input));
export const listImportRowsAction = action(ListRowsInput, (ctx, input) => listImportRows(ctx, input));
export const checkImportAction = action(CheckImportInput, async (ctx, input) =>
  changed(await checkImport(ctx, input)),
);
export const runImportAction = action(ImportInput, async (ctx, input) =>
  changed(await runImport(ctx, input)),
);
export const pauseImportAction = action(ImportInput, async (ctx, input) =>
  changed(await pauseImport(ctx, input)),
);
export const resumeImportAction = action(ImportInput, async (ctx, input) =>
  changed(await resumeImport(ctx, input)),
);
export const cancelImportAction = action(ImportInput, async (ctx, input) =>
  changed(await cancelImport(ctx, input)),
);
export const undoImportAction = action(ImportInput, async (ctx, input) =>
  changed(await undoImport(ctx, input)),
);
export const fixRowsAction = action(FixRowsInput, async (ctx, input) => changed(await fixRows(ctx, input)));

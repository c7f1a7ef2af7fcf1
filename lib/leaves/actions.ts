"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { cancelLeave } from "./cancel-leave";
import { recordLeave } from "./record-leave";
import { CancelLeaveInput, RecordLeaveInput } from "./schema";

/** A leave moves deadlines, and those stand on every page. */
const changed = <T>(result: T): T => {
  revalidatePath("/", "layout");
  return result;
};

export const recordLeaveAction = action(RecordLeaveInput, async (ctx, input) =>
  changed(await recordLeave(ctx, input)),
);

export const cancelLeaveAction = action(CancelLeaveInput, async (ctx, input) =>
  changed(await cancelLeave(ctx, input)),
);

"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { recordActivity } from "./record-activity";
import { RecordActivityInput } from "./schema";

export const recordActivityAction = action(RecordActivityInput, async (ctx, input) => {
  const recorded = await recordActivity(ctx, input);
  revalidatePath("/", "layout");
  return recorded;
});

"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { recordDeal } from "./record-deal";
import { RecordDealInput } from "./schema";

export const recordDealAction = action(RecordDealInput, async (ctx, input) => {
  const deal = await recordDeal(ctx, input);
  revalidatePath("/", "layout");
  return deal;
});

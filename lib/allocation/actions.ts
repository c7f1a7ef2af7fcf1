"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { allocateCustomers } from "./allocate-customers";
import { AllocateCustomersInput } from "./schema";

export const allocateCustomersAction = action(AllocateCustomersInput, async (ctx, input) => {
  const done = await allocateCustomers(ctx, input);
  if (!input.dryRun) revalidatePath("/", "layout");
  return done;
});

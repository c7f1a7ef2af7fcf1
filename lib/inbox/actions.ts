"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { createInbox } from "./create-inbox";
import { editInbox } from "./edit-inbox";
import { CreateInboxInput, EditInboxInput } from "./schema";

const changed = <T>(result: T): T => {
  revalidatePath("/settings/sources", "layout");
  return result;
};

export const createInboxAction = action(CreateInboxInput, async (ctx, input) =>
  changed(await createInbox(ctx, input)),
);

export const editInboxAction = action(EditInboxInput, async (ctx, input) =>
  changed(await editInbox(ctx, input)),
);

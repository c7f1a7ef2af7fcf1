"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { editOrganization } from "./edit-organization";
import { EditOrganizationInput } from "./schema";

/** The zone decides every date that is shown. */
export const editOrganizationAction = action(EditOrganizationInput, async (ctx, input) => {
  const edited = await editOrganization(ctx, input);
  revalidatePath("/", "layout");
  return edited;
});

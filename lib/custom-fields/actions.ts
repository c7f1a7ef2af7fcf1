"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { addField } from "./add-field";
import { editField } from "./edit-field";
import { moveField } from "./move-field";
import { reopenField } from "./reopen-field";
import { retireField } from "./retire-field";
import { AddFieldInput, EditFieldInput, FieldInput, MoveFieldInput } from "./schema";

/** Fields stand in forms, lists and filters of every page. */
const changed = <T>(result: T): T => {
  revalidatePath("/", "layout");
  return result;
};

export const addFieldAction = action(AddFieldInput, async (ctx, input) =>
  changed(await addField(ctx, input)),
);

export const editFieldAction = action(EditFieldInput, async (ctx, input) =>
  changed(await editField(ctx, input)),
);

export const moveFieldAction = action(MoveFieldInput, async (ctx, input) =>
  changed(await moveField(ctx, input)),
);

export const retireFieldAction = action(FieldInput, async (ctx, input) =>
  changed(await retireField(ctx, input)),
);

export const reopenFieldAction = action(FieldInput, async (ctx, input) =>
  changed(await reopenField(ctx, input)),
);

"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { deleteView } from "./delete-view";
import { editView } from "./edit-view";
import { pinViews } from "./pin-views";
import { saveView } from "./save-view";
import { DeleteViewInput, EditViewInput, PinViewsInput, SaveViewInput, SetDefaultViewInput } from "./schema";
import { setDefaultView } from "./set-default-view";

const changed = <T>(result: T): T => {
  revalidatePath("/", "layout");
  return result;
};

export const saveViewAction = action(SaveViewInput, async (ctx, input) =>
  changed(await saveView(ctx, input)),
);

export const editViewAction = action(EditViewInput, async (ctx, input) =>
  changed(await editView(ctx, input)),
);

export const deleteViewAction = action(DeleteViewInput, async (ctx, input) =>
  changed(await deleteView(ctx, input)),
);

export const setDefaultViewAction = action(SetDefaultViewInput, async (ctx, input) =>
  changed(await setDefaultView(ctx, input)),
);

export const pinViewsAction = action(PinViewsInput, async (ctx, input) =>
  changed(await pinViews(ctx, input)),
);

"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { archivePool } from "./archive-pool";
import { createPool } from "./create-pool";
import { editPool } from "./edit-pool";
import { reopenPool } from "./reopen-pool";
import { reorderPools } from "./reorder-pools";
import {
  ArchivePoolInput,
  CreatePoolInput,
  EditPoolInput,
  ReopenPoolInput,
  ReorderPoolsInput,
  SetMembersInput,
} from "./schema";
import { setMembers } from "./set-members";

/** The pools stand in the rail of every page. */
const changed = <T>(result: T): T => {
  revalidatePath("/", "layout");
  return result;
};

export const createPoolAction = action(CreatePoolInput, async (ctx, input) =>
  changed(await createPool(ctx, input)),
);

export const editPoolAction = action(EditPoolInput, async (ctx, input) =>
  changed(await editPool(ctx, input)),
);

export const archivePoolAction = action(ArchivePoolInput, async (ctx, input) =>
  changed(await archivePool(ctx, input)),
);

export const reopenPoolAction = action(ReopenPoolInput, async (ctx, input) =>
  changed(await reopenPool(ctx, input)),
);

export const reorderPoolsAction = action(ReorderPoolsInput, async (ctx, input) =>
  changed(await reorderPools(ctx, input)),
);

export const setMembersAction = action(SetMembersInput, async (ctx, input) =>
  changed(await setMembers(ctx, input)),
);

"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { createTeam } from "./create-team";
import { deleteTeam } from "./delete-team";
import { renameTeam } from "./rename-team";
import { CreateTeamInput, DeleteTeamInput, RenameTeamInput, SetTeamMembersInput } from "./schema";
import { setTeamMembers } from "./set-team-members";

/** Who sees whose customers changes with the teams. */
const changed = <T>(result: T): T => {
  revalidatePath("/", "layout");
  return result;
};

export const createTeamAction = action(CreateTeamInput, async (ctx, input) =>
  changed(await createTeam(ctx, input)),
);

export const renameTeamAction = action(RenameTeamInput, async (ctx, input) =>
  changed(await renameTeam(ctx, input)),
);

export const deleteTeamAction = action(DeleteTeamInput, async (ctx, input) =>
  changed(await deleteTeam(ctx, input)),
);

export const setTeamMembersAction = action(SetTeamMembersInput, async (ctx, input) =>
  changed(await setTeamMembers(ctx, input)),
);

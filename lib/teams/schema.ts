import { z } from "zod";

const teamId = z.uuid();
const name = z.string().trim().min(1).max(60);
const userIds = z.array(z.uuid()).max(1_000);

export const CreateTeamInput = z.strictObject({ name, memberIds: userIds.default([]) });
export type CreateTeamInput = z.infer<typeof CreateTeamInput>;

export const RenameTeamInput = z.strictObject({ teamId, name });
export type RenameTeamInput = z.infer<typeof RenameTeamInput>;

export const DeleteTeamInput = z.strictObject({ teamId });
export type DeleteTeamInput = z.infer<typeof DeleteTeamInput>;

/** Who is added leaves the team he was in. */
export const SetTeamMembersInput = z.strictObject({
  teamId,
  add: userIds.default([]),
  remove: userIds.default([]),
});
export type SetTeamMembersInput = z.infer<typeof SetTeamMembersInput>;

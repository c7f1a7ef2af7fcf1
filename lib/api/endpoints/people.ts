import { z } from "zod";
import { ROLES } from "@/db/enums";
import { type Endpoint, endpoint } from "@/lib/api/endpoint";
import { ById, Id, whole } from "@/lib/api/shapes/common";
import { Team, User } from "@/lib/api/shapes/people";
import { createTeam } from "@/lib/teams/create-team";
import { deleteTeam } from "@/lib/teams/delete-team";
import { listTeams } from "@/lib/teams/queries";
import { renameTeam } from "@/lib/teams/rename-team";
import { CreateTeamInput, RenameTeamInput, SetTeamMembersInput } from "@/lib/teams/schema";
import { setTeamMembers } from "@/lib/teams/set-team-members";
import { createUser } from "@/lib/users/create-user";
import { deactivateUser } from "@/lib/users/deactivate-user";
import { editUser } from "@/lib/users/edit-user";
import { temporaryPassword } from "@/lib/users/hash-new-password";
import { getUser, listUsers } from "@/lib/users/queries";
import { reactivateUser } from "@/lib/users/reactivate-user";
import { resetPassword } from "@/lib/users/reset-password";
import { CreateUserInput, DeactivateUserInput, EditUserInput, ResetPasswordInput } from "@/lib/users/schema";

const UserId = z.strictObject({ userId: Id });
const TeamId = z.strictObject({ teamId: Id });

const users = endpoint({
  id: "listUsers",
  method: "get",
  path: "/users",
  tag: "people",
  summary: "List the people that you see",
  permission: "users.read",
  query: z.strictObject({
    state: z.enum(["active", "left", "all"]).optional(),
    role: z.enum(ROLES).optional(),
    team: Id.optional(),
    pool: Id.optional(),
    q: z.string().trim().max(100).optional(),
  }),
  output: whole(User),
  run: async ({ ctx, query }) => ({ data: await listUsers(ctx, query) }),
});

const user = endpoint({
  id: "getUser",
  method: "get",
  path: "/users/{id}",
  tag: "people",
  summary: "Read a person",
  permission: "users.read",
  refusals: ["NOT_FOUND"],
  params: ById,
  output: User,
  run: ({ ctx, params }) => getUser(ctx, { userId: params.id }),
});

const create = endpoint({
  id: "createUser",
  method: "post",
  path: "/users",
  tag: "people",
  summary: "Let somebody in",
  description: "Without a password; /users/{id}/password gives one.",
  permission: "users.manage",
  repeating: "call",
  refusals: ["DUPLICATE_EMAIL", "NOT_FOUND"],
  status: 201,
  body: CreateUserInput,
  output: UserId,
  location: ({ userId }) => `/users/${userId}`,
  run: ({ ctx, body }) => createUser(ctx, { ...body, password: null }),
});

const edit = endpoint({
  id: "editUser",
  method: "put",
  path: "/users/{id}",
  tag: "people",
  summary: "Change a person's role, team, cap and the rest",
  permission: "users.manage",
  repeating: "call",
  refusals: ["NOT_FOUND", "DUPLICATE_EMAIL", "LAST_ADMIN"],
  params: ById,
  body: EditUserInput.omit({ userId: true }),
  output: UserId,
  run: ({ ctx, params, body }) => editUser(ctx, { ...body, userId: params.id }),
});

const password = endpoint({
  id: "resetPassword",
  method: "post",
  path: "/users/{id}/password",
  tag: "people",
  summary: "Give somebody a new password, which is told this once, and sign him out everywhere",
  description: "His tokens end too, unless `endTokens` is false.",
  permission: "users.manage",
  repeating: "sealed",
  refusals: ["NOT_FOUND"],
  params: ById,
  body: ResetPasswordInput.omit({ userId: true }),
  output: z.strictObject({
    ...{ userId: Id, email: z.string(), endedSessions: z.int(), endedTokens: z.int(), password: z.string() },
  }),
  run: async ({ ctx, params, body }) => {
    const password = temporaryPassword();
    return { ...(await resetPassword(ctx, { ...body, userId: params.id, password })), password };
  },
});

const deactivate = endpoint({
  id: "deactivateUser",
  method: "post",
  path: "/users/{id}/deactivate",
  tag: "people",
  summary:
    "Let somebody go: his sessions and tokens end, his customers go to a colleague or back to the pools",
  permission: "users.deactivate",
  refusals: ["NOT_FOUND", "USER_INACTIVE", "LAST_ADMIN"],
  params: ById,
  body: DeactivateUserInput.omit({ userId: true }),
  output: z.strictObject({
    userId: Id,
    endedSessions: z.int(),
    transferred: z.int(),
    departed: z.int(),
    outcomes: z.array(
      z.strictObject({
        customerId: Id,
        name: z.string(),
        poolId: Id,
        version: z.int(),
        outcome: z.enum(["transferred", "departed"]),
        because: z.string().nullable(),
      }),
    ),
  }),
  run: ({ ctx, params, body }) => deactivateUser(ctx, { ...body, userId: params.id }),
});

const reactivate = endpoint({
  id: "reactivateUser",
  method: "post",
  path: "/users/{id}/reactivate",
  tag: "people",
  summary: "Let somebody in again; his tokens stay ended",
  permission: "users.manage",
  repeating: "call",
  refusals: ["NOT_FOUND"],
  params: ById,
  output: UserId,
  run: ({ ctx, params }) => reactivateUser(ctx, { userId: params.id }),
});

const teams = endpoint({
  id: "listTeams",
  method: "get",
  path: "/teams",
  tag: "people",
  summary: "List the teams that you see",
  permission: "users.read",
  output: whole(Team),
  run: async ({ ctx }) => ({ data: await listTeams(ctx) }),
});

const newTeam = endpoint({
  id: "createTeam",
  method: "post",
  path: "/teams",
  tag: "people",
  summary: "Create a team",
  permission: "users.manage",
  refusals: ["DUPLICATE_NAME", "NOT_FOUND"],
  status: 201,
  body: CreateTeamInput,
  output: TeamId,
  run: ({ ctx, body }) => createTeam(ctx, body),
});

const rename = endpoint({
  id: "renameTeam",
  method: "patch",
  path: "/teams/{id}",
  tag: "people",
  summary: "Rename a team",
  permission: "users.manage",
  repeating: "call",
  refusals: ["NOT_FOUND", "DUPLICATE_NAME"],
  params: ById,
  body: RenameTeamInput.omit({ teamId: true }),
  output: TeamId,
  run: ({ ctx, params, body }) => renameTeam(ctx, { ...body, teamId: params.id }),
});

const members = endpoint({
  id: "setTeamMembers",
  method: "post",
  path: "/teams/{id}/members",
  tag: "people",
  summary: "Add people to a team and take people out of it",
  permission: "users.manage",
  refusals: ["NOT_FOUND"],
  params: ById,
  body: SetTeamMembersInput.omit({ teamId: true }),
  output: z.strictObject({ teamId: Id, added: z.int(), removed: z.int() }),
  run: ({ ctx, params, body }) => setTeamMembers(ctx, { ...body, teamId: params.id }),
});

const remove = endpoint({
  id: "deleteTeam",
  method: "delete",
  path: "/teams/{id}",
  tag: "people",
  summary: "Dissolve a team; its people stay",
  permission: "users.manage",
  repeating: "call",
  refusals: ["NOT_FOUND"],
  params: ById,
  output: z.strictObject({ teamId: Id, left: z.int() }),
  run: ({ ctx, params }) => deleteTeam(ctx, { teamId: params.id }),
});

export const PEOPLE: Endpoint[] = [
  ...[users, user, create, edit, password, deactivate, reactivate],
  ...[teams, newTeam, rename, members, remove],
];

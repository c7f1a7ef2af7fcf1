import { z } from "zod";
import { type Endpoint, endpoint } from "@/lib/api/endpoint";
import { ById, Id, whole } from "@/lib/api/shapes/common";
import { Pool, PoolMember } from "@/lib/api/shapes/people";
import { archivePool } from "@/lib/pools/archive-pool";
import { createPool } from "@/lib/pools/create-pool";
import { editPool } from "@/lib/pools/edit-pool";
import { getPool, listMembers, listPools } from "@/lib/pools/queries";
import { reopenPool } from "@/lib/pools/reopen-pool";
import { reorderPools } from "@/lib/pools/reorder-pools";
import {
  ArchivePoolInput,
  CreatePoolInput,
  EditPoolInput,
  ReorderPoolsInput,
  SetMembersInput,
} from "@/lib/pools/schema";
import { setMembers } from "@/lib/pools/set-members";

const PoolId = z.strictObject({ poolId: Id });

const list = endpoint({
  id: "listPools",
  method: "get",
  path: "/pools",
  tag: "pools",
  summary: "List the pools that you see, with their counts",
  permission: "pools.read",
  query: z.strictObject({ archived: z.enum(["true", "false"]).optional() }),
  output: whole(Pool),
  run: async ({ ctx, query }) => ({
    data: await listPools(ctx, { archived: query.archived === "true" }),
  }),
});

const get = endpoint({
  id: "getPool",
  method: "get",
  path: "/pools/{id}",
  tag: "pools",
  summary: "Read a pool",
  permission: "pools.read",
  refusals: ["NOT_FOUND"],
  params: ById,
  output: Pool,
  run: ({ ctx, params }) => getPool(ctx, { poolId: params.id }),
});

const create = endpoint({
  id: "createPool",
  method: "post",
  path: "/pools",
  tag: "pools",
  summary: "Create a pool with its first rules",
  permission: "pools.manage",
  refusals: ["DUPLICATE_NAME", "RULE_UNWORKABLE"],
  status: 201,
  body: CreatePoolInput,
  output: PoolId,
  location: ({ poolId }) => `/pools/${poolId}`,
  run: ({ ctx, body }) => createPool(ctx, body),
});

const edit = endpoint({
  id: "editPool",
  method: "patch",
  path: "/pools/{id}",
  tag: "pools",
  summary: "Rename a pool",
  permission: "pools.manage",
  repeating: "call",
  refusals: ["NOT_FOUND", "DUPLICATE_NAME"],
  params: ById,
  body: EditPoolInput.omit({ poolId: true }),
  output: PoolId,
  run: ({ ctx, params, body }) => editPool(ctx, { ...body, poolId: params.id }),
});

const archive = endpoint({
  id: "archivePool",
  method: "post",
  path: "/pools/{id}/archive",
  tag: "pools",
  summary: "Archive a pool; what lies in it goes to another",
  permission: "pools.manage",
  refusals: ["NOT_FOUND", "POOL_NOT_EMPTY", "POOL_IS_TARGET"],
  params: ById,
  body: ArchivePoolInput.omit({ poolId: true }),
  output: z.strictObject({ poolId: Id, moved: z.int() }),
  run: ({ ctx, params, body }) => archivePool(ctx, { ...body, poolId: params.id }),
});

const reopen = endpoint({
  id: "reopenPool",
  method: "post",
  path: "/pools/{id}/reopen",
  tag: "pools",
  summary: "Open an archived pool again",
  permission: "pools.manage",
  repeating: "call",
  refusals: ["NOT_FOUND", "RULE_UNWORKABLE"],
  params: ById,
  output: PoolId,
  run: ({ ctx, params }) => reopenPool(ctx, { poolId: params.id }),
});

const reorder = endpoint({
  id: "reorderPools",
  method: "put",
  path: "/pools/order",
  tag: "pools",
  summary: "Put the pools in order",
  permission: "pools.manage",
  repeating: "call",
  refusals: ["NOT_FOUND"],
  body: ReorderPoolsInput,
  output: z.strictObject({ poolIds: z.array(Id) }),
  run: ({ ctx, body }) => reorderPools(ctx, body),
});

const members = endpoint({
  id: "listPoolMembers",
  method: "get",
  path: "/pools/{id}/members",
  tag: "pools",
  summary: "List the people of a pool, with what each holds of it",
  permission: "users.read",
  params: ById,
  output: whole(PoolMember),
  run: async ({ ctx, params }) => ({ data: await listMembers(ctx, { poolId: params.id }) }),
});

const setPeople = endpoint({
  id: "setPoolMembers",
  method: "post",
  path: "/pools/{id}/members",
  tag: "pools",
  summary: "Add people to a pool and take people out of it",
  permission: "pools.manage",
  refusals: ["NOT_FOUND"],
  params: ById,
  body: SetMembersInput.omit({ poolId: true }),
  output: z.strictObject({
    poolId: Id,
    added: z.array(Id),
    removed: z.array(Id),
    stillHolding: z.array(z.strictObject({ userId: Id, name: z.string(), held: z.int() })),
  }),
  run: ({ ctx, params, body }) => setMembers(ctx, { ...body, poolId: params.id }),
});

export const POOLS: Endpoint[] = [...[list, get, create, edit, archive, reopen, reorder, members, setPeople]];

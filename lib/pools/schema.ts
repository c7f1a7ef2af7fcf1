import { z } from "zod";
import { DEFAULT_POLICY, PolicyDocument } from "@/lib/policies/schema";

const poolId = z.uuid();
const userIds = z.array(z.uuid()).max(1_000);
const name = z.string().trim().min(1).max(60);
const description = z.string().trim().max(500);

export const CreatePoolInput = z.strictObject({
  name,
  description: description.default(""),
  memberIds: userIds.default([]),
  /** The first version of its rules. */
  document: PolicyDocument.default(DEFAULT_POLICY),
});
export type CreatePoolInput = z.infer<typeof CreatePoolInput>;

export const EditPoolInput = z.strictObject({ poolId, name, description });
export type EditPoolInput = z.infer<typeof EditPoolInput>;

/** `moveTo` is where the customers go that still lie in the pool. */
export const ArchivePoolInput = z.strictObject({ poolId, moveTo: z.uuid().nullable().default(null) });
export type ArchivePoolInput = z.infer<typeof ArchivePoolInput>;

export const ReopenPoolInput = z.strictObject({ poolId });
export type ReopenPoolInput = z.infer<typeof ReopenPoolInput>;

export const SetMembersInput = z.strictObject({
  poolId,
  add: userIds.default([]),
  remove: userIds.default([]),
});
export type SetMembersInput = z.infer<typeof SetMembersInput>;

export const ReorderPoolsInput = z.strictObject({ poolIds: z.array(z.uuid()).min(1).max(500) });
export type ReorderPoolsInput = z.infer<typeof ReorderPoolsInput>;

export const GetPoolInput = z.strictObject({ poolId });
export type GetPoolInput = z.infer<typeof GetPoolInput>;

export const ListPoolsInput = z.strictObject({ archived: z.boolean().default(false) });
export type ListPoolsInput = z.input<typeof ListPoolsInput>;

import { and, inArray, isNull } from "drizzle-orm";
import { users } from "@/db/schema/people";
import { poolMembers } from "@/db/schema/pools";
import type { TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";

/** Lets people into a pool; who is in it already stays as he is. USER_INACTIVE when one of them has left. */
export async function addMembers(ctx: TxCtx, poolId: string, userIds: readonly string[]): Promise<string[]> {
  const ids = [...new Set(userIds)];
  if (ids.length === 0) return [];
  const active = await ctx.db
    .select({ id: users.id })
    .from(users)
    .where(and(inArray(users.id, ids), isNull(users.deactivatedAt)));
  if (active.length < ids.length) throw new DomainError("USER_INACTIVE");
  const added = await ctx.db
    .insert(poolMembers)
    .values(ids.map((userId) => ({ poolId, userId, joinedAt: ctx.now })))
    .onConflictDoNothing()
    .returning({ userId: poolMembers.userId });
  return added.map((row) => row.userId);
}

import { and, eq, isNull } from "drizzle-orm";
import { poolMembers, pools } from "@/db/schema/pools";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";

export type TargetPool = { id: string; name: string };

/**
 * The pool that a file goes into: an open one, and for a manager one that he belongs to. Throws NOT_FOUND or
 * NOT_A_MEMBER. With `lock` it stays open until the transaction ends.
 */
export async function requireTargetPool(ctx: Ctx, poolId: string, lock = false): Promise<TargetPool> {
  const open = ctx.db
    .select({ id: pools.id, name: pools.name })
    .from(pools)
    .where(and(eq(pools.id, poolId), isNull(pools.archivedAt)));
  const [pool] = await (lock ? open.for("share") : open);
  if (!pool) throw new DomainError("NOT_FOUND", { what: "pool" });
  if (ctx.actor.kind === "system" || ctx.actor.role === "admin") return pool;
  const [member] = await ctx.db
    .select({ userId: poolMembers.userId })
    .from(poolMembers)
    .where(and(eq(poolMembers.poolId, poolId), eq(poolMembers.userId, ctx.actor.id)));
  if (!member) throw new DomainError("NOT_A_MEMBER", { poolName: pool.name });
  return pool;
}

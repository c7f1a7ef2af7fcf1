import { eq } from "drizzle-orm";
import { customers } from "@/db/schema/customers";
import { users } from "@/db/schema/people";
import type { TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { requireReach } from "./reach";

export type Holding = { ownerId: string; version: number; poolId: string };

/**
 * The present holding of a customer that the actor may act on: NOT_FOUND, NOT_OWNED, NOT_YOURS, or
 * STALE_OWNERSHIP when it has changed since the version the caller saw. Without a lock: the update that follows
 * must name the owner and the version.
 */
export async function requireHolding(ctx: TxCtx, customerId: string, seenVersion?: number): Promise<Holding> {
  const [row] = await ctx.db
    .select({
      ownerId: customers.ownerId,
      version: customers.version,
      poolId: customers.poolId,
      ownerTeamId: users.teamId,
    })
    .from(customers)
    .leftJoin(users, eq(users.id, customers.ownerId))
    .where(eq(customers.id, customerId));
  if (!row) throw new DomainError("NOT_FOUND");
  if (!row.ownerId) throw new DomainError(seenVersion ? "STALE_OWNERSHIP" : "NOT_OWNED");
  requireReach(ctx.actor, { ownerId: row.ownerId, ownerTeamId: row.ownerTeamId });
  if (seenVersion && seenVersion !== row.version) throw new DomainError("STALE_OWNERSHIP");
  return { ownerId: row.ownerId, version: row.version, poolId: row.poolId };
}

import { and, eq } from "drizzle-orm";
import { poolMembers } from "@/db/schema/pools";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { authorize } from "@/lib/permissions";
import { requirePerson } from "@/lib/require-person";
import type { RecordPoolVisitInput } from "./schema";

/** Notes that the actor has looked at a pool he belongs to: what comes in from now on is new to him. */
export async function recordPoolVisit(ctx: Ctx, input: RecordPoolVisitInput): Promise<{ visitedAt: string }> {
  authorize(ctx.actor, "customers.read");
  const me = requirePerson(ctx.actor);
  const [row] = await ctx.db
    .update(poolMembers)
    .set({ visitedAt: ctx.now })
    .where(and(eq(poolMembers.poolId, input.poolId), eq(poolMembers.userId, me)))
    .returning({ poolId: poolMembers.poolId });
  if (!row) throw new DomainError("NOT_A_MEMBER");
  return { visitedAt: ctx.now.toISOString() };
}

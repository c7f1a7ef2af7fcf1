import { and, eq, isNull } from "drizzle-orm";
import { users } from "@/db/schema/people";
import { poolMembers } from "@/db/schema/pools";
import type { Ctx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { requirePerson } from "@/lib/require-person";
import type { Viewer } from "./types";

/** What the acting person is told of: his pools, and for a manager the people of his team. */
export async function findViewer(ctx: Ctx): Promise<Viewer> {
  authorize(ctx.actor, "customers.read");
  const userId = requirePerson(ctx.actor);
  const role = ctx.actor.kind === "user" ? ctx.actor.role : "rep";
  const teamId = ctx.actor.kind === "user" ? ctx.actor.teamId : null;
  const memberships = await ctx.db
    .select({ poolId: poolMembers.poolId })
    .from(poolMembers)
    .where(eq(poolMembers.userId, userId));
  const team =
    role === "manager" && teamId
      ? await ctx.db
          .select({ id: users.id })
          .from(users)
          .where(and(eq(users.teamId, teamId), isNull(users.deactivatedAt)))
      : [];
  return {
    userId,
    seesAll: role === "admin",
    poolIds: memberships.map((row) => row.poolId),
    peopleIds: [...new Set([userId, ...team.map((row) => row.id)])],
  };
}

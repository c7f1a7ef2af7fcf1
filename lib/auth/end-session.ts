import { and, eq, isNull } from "drizzle-orm";
import { sessions } from "@/db/schema/people";
import type { Ctx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { requirePerson } from "@/lib/require-person";

/** Ends one session of the actor, from its next request on; one that has ended already stays so. */
export async function endSession(ctx: Ctx, input: { sessionId: string }): Promise<void> {
  authorize(ctx.actor, "profile.edit");
  const me = requirePerson(ctx.actor);
  await ctx.db
    .update(sessions)
    .set({ revokedAt: ctx.now })
    .where(and(eq(sessions.id, input.sessionId), eq(sessions.userId, me), isNull(sessions.revokedAt)));
}

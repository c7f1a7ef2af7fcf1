import { and, eq, gt, isNull, ne } from "drizzle-orm";
import { sessions } from "@/db/schema/people";
import type { Ctx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { requirePerson } from "@/lib/require-person";

/** Signs the actor out everywhere but in the session named; answers how many sessions ended. */
export async function endOtherSessions(ctx: Ctx, input: { keep: string }): Promise<{ ended: number }> {
  authorize(ctx.actor, "profile.edit");
  const me = requirePerson(ctx.actor);
  const ended = await ctx.db
    .update(sessions)
    .set({ revokedAt: ctx.now })
    .where(
      and(
        eq(sessions.userId, me),
        ne(sessions.id, input.keep),
        isNull(sessions.revokedAt),
        gt(sessions.expiresAt, ctx.now),
      ),
    )
    .returning({ id: sessions.id });
  return { ended: ended.length };
}

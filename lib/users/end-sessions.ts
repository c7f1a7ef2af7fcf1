import { and, eq, isNull } from "drizzle-orm";
import { sessions } from "@/db/schema/people";
import type { TxCtx } from "@/lib/context";

/** Signs somebody out everywhere, from his next request on; answers how many sessions that ended. */
export async function endSessions(ctx: TxCtx, userId: string): Promise<number> {
  const ended = await ctx.db
    .update(sessions)
    .set({ revokedAt: ctx.now })
    .where(and(eq(sessions.userId, userId), isNull(sessions.revokedAt)))
    .returning({ id: sessions.id });
  return ended.length;
}

import { and, eq, isNull, lt } from "drizzle-orm";
import { newId } from "@/db/columns";
import { sessions, users } from "@/db/schema/people";
import { type Ctx, inTx } from "@/lib/context";
import { env } from "@/lib/env";
import { DomainError } from "@/lib/errors";
import { authorize } from "@/lib/permissions";
import { addMs, DAY } from "@/lib/time";
import { sessionEnd } from "./rules";

export type Browser = { ip: string; userAgent: string | null };
export type StartedSession = { sessionId: string; userId: string };

const KEEP_ENDED = 90 * DAY;

/** Starts a session of an active person in a browser; a person deactivated meanwhile is USER_INACTIVE. */
export async function startSession(ctx: Ctx, input: { userId: string } & Browser): Promise<StartedSession> {
  authorize(ctx.actor, "sessions.start");
  const sessionId = newId();
  return inTx(ctx, async (ctx) => {
    // Under a share of the person's row: a deactivation that runs now waits, and then ends this session too.
    const [user] = await ctx.db
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.id, input.userId), isNull(users.deactivatedAt)))
      .for("share");
    if (!user) throw new DomainError("USER_INACTIVE");
    await ctx.db
      .delete(sessions)
      .where(and(eq(sessions.userId, user.id), lt(sessions.expiresAt, addMs(ctx.now, -KEEP_ENDED))));
    await ctx.db.insert(sessions).values({
      id: sessionId,
      userId: user.id,
      createdAt: ctx.now,
      seenAt: ctx.now,
      expiresAt: sessionEnd(ctx.now, env().SESSION_MAX_HOURS),
      ip: input.ip.slice(0, 64),
      userAgent: input.userAgent?.slice(0, 400) ?? null,
    });
    return { sessionId, userId: user.id };
  });
}

import { and, desc, eq, gt, isNull } from "drizzle-orm";
import { organizations, sessions, users } from "@/db/schema/people";
import type { Ctx } from "@/lib/context";
import { env } from "@/lib/env";
import { authorize } from "@/lib/permissions";
import { requirePerson } from "@/lib/require-person";
import { addMs, MINUTE } from "@/lib/time";

/** The browsers in which the actor is signed in now, the last used first. */
export function mySessions(ctx: Ctx) {
  authorize(ctx.actor, "profile.edit");
  return ctx.db
    .select({
      id: sessions.id,
      createdAt: sessions.createdAt,
      seenAt: sessions.seenAt,
      userAgent: sessions.userAgent,
      ip: sessions.ip,
    })
    .from(sessions)
    .where(
      and(
        eq(sessions.userId, requirePerson(ctx.actor)),
        isNull(sessions.revokedAt),
        gt(sessions.expiresAt, ctx.now),
        gt(sessions.seenAt, addMs(ctx.now, -env().SESSION_IDLE_MINUTES * MINUTE)),
      ),
    )
    .orderBy(desc(sessions.seenAt), desc(sessions.id))
    .limit(50);
}
export type MySession = Awaited<ReturnType<typeof mySessions>>[number];

/** What the sign-in page shows before anybody is known: whose product this is, and whether it is set up at all. */
export async function signInFacts(ctx: Ctx): Promise<{ organization: string | null; setUp: boolean }> {
  authorize(ctx.actor, "sessions.start");
  const [organization] = await ctx.db.select({ name: organizations.name }).from(organizations).limit(1);
  const [user] = await ctx.db.select({ id: users.id }).from(users).limit(1);
  return { organization: organization?.name ?? null, setUp: user !== undefined };
}

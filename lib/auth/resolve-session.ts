import { and, eq, lte, sql } from "drizzle-orm";
import type { Locale, Role } from "@/db/enums";
import { organizations, preferences, sessions, teams, users } from "@/db/schema/people";
import type { Ctx } from "@/lib/context";
import { env } from "@/lib/env";
import { authorize } from "@/lib/permissions";
import { addMs, MINUTE } from "@/lib/time";
import { isLive } from "./rules";

/** A live session: who it is, where, and how he likes it. */
export type LiveSession = {
  sessionId: string;
  user: {
    id: string;
    name: string;
    email: string;
    role: Role;
    teamId: string | null;
    teamName: string | null;
    locale: Locale | null;
  };
  organization: { id: string; name: string; timeZone: string; currency: string };
  preferences: { theme: "light" | "dark" | "system" | null; singleKeys: boolean };
};

/**
 * The live session with this id, or null: revoked, expired, idle too long, or its person deactivated. Notes once a
 * minute that it is in use.
 */
export async function resolveSession(ctx: Ctx, sessionId: string): Promise<LiveSession | null> {
  authorize(ctx.actor, "sessions.start");
  const [row] = await ctx.db
    .select({
      session: sessions,
      user: users,
      teamName: teams.name,
      organization: organizations,
      preferences,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .innerJoin(organizations, sql`true`)
    .leftJoin(teams, eq(teams.id, users.teamId))
    .leftJoin(preferences, eq(preferences.userId, users.id))
    .where(eq(sessions.id, sessionId))
    .limit(1);
  if (!row) return null;
  const { session, user, organization } = row;
  const facts = { ...session, deactivatedAt: user.deactivatedAt };
  if (!isLive(facts, ctx.now, env().SESSION_IDLE_MINUTES)) return null;
  await noteUse(ctx, session);
  return {
    sessionId: session.id,
    user: {
      id: user.id,
      name: user.name,
      email: user.email,
      role: user.role,
      teamId: user.teamId,
      teamName: row.teamName,
      locale: user.locale,
    },
    organization: {
      id: organization.id,
      name: organization.name,
      timeZone: organization.timeZone,
      currency: organization.currency,
    },
    preferences: {
      theme: row.preferences?.theme ?? null,
      singleKeys: row.preferences?.singleKeys ?? true,
    },
  };
}

async function noteUse(ctx: Ctx, session: { id: string; seenAt: Date }): Promise<void> {
  const minuteAgo = addMs(ctx.now, -MINUTE);
  if (session.seenAt > minuteAgo) return;
  await ctx.db
    .update(sessions)
    .set({ seenAt: ctx.now })
    .where(and(eq(sessions.id, session.id), lte(sessions.seenAt, minuteAgo)));
}

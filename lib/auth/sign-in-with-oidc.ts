import { and, eq, isNull, sql } from "drizzle-orm";
import { users } from "@/db/schema/people";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { authorize } from "@/lib/permissions";
import { type Browser, type StartedSession, startSession } from "./start-session";

/** Signs in the person whose e-mail the identity provider has verified; nobody is created, so a stranger is WRONG_CREDENTIALS. */
export async function signInWithOidc(
  ctx: Ctx,
  input: { email: string; verified: boolean } & Browser,
): Promise<StartedSession> {
  authorize(ctx.actor, "sessions.start");
  const [user] = await ctx.db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(sql`lower(${users.email})`, input.email.toLowerCase()), isNull(users.deactivatedAt)));
  if (!user || !input.verified) throw new DomainError("WRONG_CREDENTIALS");
  return startSession(ctx, { userId: user.id, ip: input.ip, userAgent: input.userAgent });
}

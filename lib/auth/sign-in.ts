import { eq, sql } from "drizzle-orm";
import { users } from "@/db/schema/people";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { authorize } from "@/lib/permissions";
import { MINUTE } from "@/lib/time";
import { countAttempt, forgiveAttempt } from "./login-attempts";
import { verifyPassword } from "./passwords";
import { ATTEMPT_WINDOW } from "./rules";
import { type Browser, type StartedSession, startSession } from "./start-session";

/** What the browser sent, and where from. */
export type Credentials = { email: string; password: string } & Browser;

/**
 * Signs a person in by e-mail and password. Unknown, deactivated and wrong are one answer, WRONG_CREDENTIALS with
 * the attempts left; after five failures of an account or thirty of an address in 15 minutes TOO_MANY_REQUESTS.
 */
export async function signInWithPassword(ctx: Ctx, input: Credentials): Promise<StartedSession> {
  authorize(ctx.actor, "sessions.start");
  const attempt = await countAttempt(ctx, input.email, input.ip);
  const [user] = await ctx.db
    .select({ id: users.id, passwordHash: users.passwordHash, deactivatedAt: users.deactivatedAt })
    .from(users)
    .where(eq(sql`lower(${users.email})`, input.email.toLowerCase()));
  const matches = await verifyPassword(user?.passwordHash, input.password);
  if (!user || !matches || user.deactivatedAt) {
    throw new DomainError("WRONG_CREDENTIALS", { left: attempt.left, minutes: ATTEMPT_WINDOW / MINUTE });
  }
  await forgiveAttempt(ctx, attempt);
  return startSession(ctx, { userId: user.id, ip: input.ip, userAgent: input.userAgent });
}

import { eq, sql } from "drizzle-orm";
import { loginAttempts, users } from "@/db/schema/people";
import { type Ctx, inTx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { authorize } from "@/lib/permissions";
import { endSessions } from "./end-sessions";
import type { UserInput } from "./schema";

/** Gives somebody a new password, signs him out everywhere, and lifts a lock that wrong passwords had brought. */
export async function resetPassword(
  ctx: Ctx,
  input: UserInput & { passwordHash: string },
): Promise<{ userId: string; email: string; endedSessions: number }> {
  authorize(ctx.actor, "users.manage");
  const { userId, passwordHash } = input;
  return inTx(ctx, async (ctx) => {
    const [user] = await ctx.db
      .update(users)
      .set({ passwordHash })
      .where(eq(users.id, userId))
      .returning({ email: users.email });
    if (!user) throw new DomainError("NOT_FOUND", { what: "user" });
    await ctx.db.delete(loginAttempts).where(eq(loginAttempts.key, sql`lower(${`account:${user.email}`})`));
    return { userId, email: user.email, endedSessions: await endSessions(ctx, userId) };
  });
}

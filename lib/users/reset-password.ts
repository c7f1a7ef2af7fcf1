import { eq, sql } from "drizzle-orm";
import { loginAttempts, users } from "@/db/schema/people";
import { type Ctx, inTx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { authorize } from "@/lib/permissions";
import { recordAccess } from "@/lib/second-person/record-access";
import { endSessions } from "./end-sessions";
import { hashNewPassword } from "./hash-new-password";
import type { UserInput } from "./schema";

/** Gives somebody a new password, signs him out everywhere, and lifts a lock that wrong passwords had brought. */
export async function resetPassword(
  ctx: Ctx,
  input: UserInput & { password: string },
): Promise<{ userId: string; email: string; endedSessions: number }> {
  authorize(ctx.actor, "users.manage");
  const { userId, password } = input;
  const [user] = await ctx.db.select({ email: users.email }).from(users).where(eq(users.id, userId));
  if (!user) throw new DomainError("NOT_FOUND", { what: "user" });
  const passwordHash = await hashNewPassword(password, user.email);
  return inTx(ctx, async (ctx) => {
    await ctx.db.update(users).set({ passwordHash }).where(eq(users.id, userId));
    await recordAccess(ctx, userId, ["password"]);
    await ctx.db.delete(loginAttempts).where(eq(loginAttempts.key, sql`lower(${`account:${user.email}`})`));
    return { userId, email: user.email, endedSessions: await endSessions(ctx, userId) };
  });
}

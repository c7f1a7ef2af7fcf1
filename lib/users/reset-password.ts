import { eq, sql } from "drizzle-orm";
import type { z } from "zod";
import { loginAttempts, users } from "@/db/schema/people";
import { type Ctx, inTx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { authorize } from "@/lib/permissions";
import { recordAccess } from "@/lib/second-person/record-access";
import { endTokens } from "@/lib/tokens/end-tokens";
import { endSessions } from "./end-sessions";
import { hashNewPassword } from "./hash-new-password";
import type { ResetPasswordInput } from "./schema";

/**
 * Gives somebody a new password, signs him out everywhere, and lifts a lock that wrong passwords had brought. What acts for
 * him with an API token goes on only where `endTokens` is false: whoever had the old password may have made one.
 */
export async function resetPassword(
  ctx: Ctx,
  input: z.input<typeof ResetPasswordInput> & { password: string },
): Promise<{ userId: string; email: string; endedSessions: number; endedTokens: number }> {
  authorize(ctx.actor, "users.manage");
  const { userId, password, endTokens: tokensToo = true } = input;
  const [user] = await ctx.db.select({ email: users.email }).from(users).where(eq(users.id, userId));
  if (!user) throw new DomainError("NOT_FOUND", { what: "user" });
  const passwordHash = await hashNewPassword(password, user.email);
  return inTx(ctx, async (ctx) => {
    await ctx.db.update(users).set({ passwordHash }).where(eq(users.id, userId));
    await recordAccess(ctx, userId, ["password"]);
    await ctx.db.delete(loginAttempts).where(eq(loginAttempts.key, sql`lower(${`account:${user.email}`})`));
    const endedTokens = tokensToo ? await endTokens(ctx, userId) : 0;
    return { userId, email: user.email, endedSessions: await endSessions(ctx, userId), endedTokens };
  });
}

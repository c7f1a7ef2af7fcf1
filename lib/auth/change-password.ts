import { and, eq, isNull } from "drizzle-orm";
import { users } from "@/db/schema/people";
import { type Ctx, inTx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { authorize } from "@/lib/permissions";
import { requirePerson } from "@/lib/require-person";
import { MINUTE } from "@/lib/time";
import { endOtherSessions } from "./end-other-sessions";
import { countAttempt, forgiveAttempt } from "./login-attempts";
import { hashPassword, verifyPassword } from "./passwords";
import { ATTEMPT_WINDOW, refusePassword } from "./rules";
import type { ChangePasswordInput } from "./schema";

/**
 * Gives the actor a new password and signs him out everywhere but here. The current one is asked for again, under
 * the limits of signing in; of two changes at the same time the later one is CONFLICT.
 */
export async function changePassword(
  ctx: Ctx,
  input: ChangePasswordInput & { keepSession: string; ip: string },
): Promise<{ ended: number }> {
  authorize(ctx.actor, "profile.edit");
  const me = requirePerson(ctx.actor);
  const [user] = await ctx.db
    .select({ email: users.email, passwordHash: users.passwordHash })
    .from(users)
    .where(and(eq(users.id, me), isNull(users.deactivatedAt)));
  if (!user) throw new DomainError("USER_INACTIVE");
  const attempt = await countAttempt(ctx, user.email, input.ip);
  if (!(await verifyPassword(user.passwordHash, input.current))) {
    throw new DomainError("WRONG_CREDENTIALS", { left: attempt.left, minutes: ATTEMPT_WINDOW / MINUTE });
  }
  await forgiveAttempt(ctx, attempt);
  const weak = refusePassword(input.password, user.email);
  if (weak) throw new DomainError(weak.code, weak.params);
  const passwordHash = await hashPassword(input.password);
  return inTx(ctx, async (ctx) => {
    const [changed] = await ctx.db
      .update(users)
      .set({ passwordHash })
      .where(and(eq(users.id, me), eq(users.passwordHash, user.passwordHash ?? "")))
      .returning({ id: users.id });
    if (!changed) throw new DomainError("CONFLICT");
    return endOtherSessions(ctx, { keep: input.keepSession });
  });
}

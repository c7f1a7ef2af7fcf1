import { eq } from "drizzle-orm";
import { users } from "@/db/schema/people";
import type { Ctx, TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { announce } from "@/lib/live/announce";
import { notify } from "@/lib/notifications/notify";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { endTokens } from "@/lib/tokens/end-tokens";
import { endSessions } from "./end-sessions";
import { type HandoverOutcome, handOverBook } from "./hand-over-book";
import { lockWithAdmins, requireAdminLeft } from "./require-admin-left";
import type { DeactivateUserInput } from "./schema";

export type Deactivated = {
  userId: string;
  endedSessions: number;
  transferred: number;
  departed: number;
  outcomes: HandoverOutcome[];
};

async function requireActive(ctx: TxCtx, userId: string) {
  const [user] = await ctx.db.select().from(users).where(eq(users.id, userId));
  if (!user) throw new DomainError("NOT_FOUND", { what: "user" });
  if (user.deactivatedAt) throw new DomainError("USER_INACTIVE", { name: user.name });
  return user;
}

async function tellReceiver(ctx: TxCtx, from: string, leaverId: string, receiverId: string, count: number) {
  await notify(ctx, [
    {
      ...{ userId: receiverId, kind: "handed_over", params: { from, count } },
      dedupeKey: `handed_over:${leaverId}:${ctx.now.toISOString()}`,
    },
  ]);
}

/**
 * Lets somebody go, in one transaction: he can't sign in, his sessions and tokens end at their next request, and everything he
 * holds goes to the receiver as far as he has room, or else back to its pool; the answer says which went where. A
 * claim that the leaver makes at the same moment is handed over too, or refused with USER_INACTIVE.
 */
export async function deactivateUser(ctx: Ctx, input: DeactivateUserInput): Promise<Deactivated> {
  authorize(ctx.actor, "users.deactivate");
  const { userId, receiverId, note } = input;
  if (userId === receiverId) throw new DomainError("INVALID_INPUT", { field: "receiverId" });
  return once(ctx, "deactivateUser", input, async (ctx) => {
    await lockWithAdmins(ctx, [userId, receiverId]);
    const leaver = await requireActive(ctx, userId);
    if (receiverId) await requireActive(ctx, receiverId);
    if (leaver.role === "admin") await requireAdminLeft(ctx, userId);
    await ctx.db.update(users).set({ deactivatedAt: ctx.now }).where(eq(users.id, userId));
    const endedSessions = await endSessions(ctx, userId);
    await endTokens(ctx, userId);
    const outcomes = await handOverBook(ctx, userId, receiverId, note || null);
    const transferred = outcomes.filter((one) => one.outcome === "transferred").length;
    if (receiverId && transferred > 0) await tellReceiver(ctx, leaver.name, userId, receiverId, transferred);
    announce(ctx, { kind: "user_left", customers: null, owners: [userId, receiverId], pools: [] });
    return { userId, endedSessions, transferred, departed: outcomes.length - transferred, outcomes };
  });
}

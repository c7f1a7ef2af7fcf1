import { and, eq, isNull, lte } from "drizzle-orm";
import { notifications } from "@/db/schema/notifications";
import type { Ctx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { requirePerson } from "@/lib/require-person";

/** Marks the actor's own messages up to now read, and returns how many were unread; one that arrives meanwhile stays. */
export async function markAllRead(ctx: Ctx): Promise<{ marked: number }> {
  authorize(ctx.actor, "notifications.read");
  const userId = requirePerson(ctx.actor);
  const rows = await ctx.db
    .update(notifications)
    .set({ readAt: ctx.now })
    .where(
      and(eq(notifications.userId, userId), isNull(notifications.readAt), lte(notifications.at, ctx.now)),
    )
    .returning({ id: notifications.id });
  return { marked: rows.length };
}

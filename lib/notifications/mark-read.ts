import { and, eq, sql } from "drizzle-orm";
import { notifications } from "@/db/schema/notifications";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { authorize } from "@/lib/permissions";
import { requirePerson } from "@/lib/require-person";
import type { MarkReadInput } from "./schema";

/** Marks one of the actor's own messages read; a second time keeps the first instant. NOT_FOUND for anyone else's. */
export async function markRead(ctx: Ctx, { id }: MarkReadInput): Promise<{ readAt: Date }> {
  authorize(ctx.actor, "notifications.read");
  const userId = requirePerson(ctx.actor);
  const [row] = await ctx.db
    .update(notifications)
    .set({ readAt: sql`coalesce(${notifications.readAt}, ${ctx.now.toISOString()}::timestamptz)` })
    .where(and(eq(notifications.id, id), eq(notifications.userId, userId)))
    .returning({ readAt: notifications.readAt });
  if (!row?.readAt) throw new DomainError("NOT_FOUND");
  return { readAt: row.readAt };
}

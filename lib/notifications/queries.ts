import { and, count, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import { notifications } from "@/db/schema/notifications";
import type { Ctx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { requirePerson } from "@/lib/require-person";
import { ListNotificationsInput } from "./schema";
import type { NotificationRow } from "./types";

export type NotificationPage = { rows: NotificationRow[]; nextCursor: string | null };

/** The actor's own messages, newest first, a page at a time; `nextCursor` is null on the last page. */
export async function listNotifications(
  ctx: Ctx,
  input: ListNotificationsInput = {},
): Promise<NotificationPage> {
  authorize(ctx.actor, "notifications.read");
  const { cursor, unreadOnly, kinds, limit } = ListNotificationsInput.parse(input);
  const rows = await ctx.db
    .select({
      id: notifications.id,
      kind: notifications.kind,
      customerId: notifications.customerId,
      params: notifications.params,
      at: notifications.at,
      readAt: notifications.readAt,
    })
    .from(notifications)
    .where(
      and(
        eq(notifications.userId, requirePerson(ctx.actor)),
        unreadOnly ? isNull(notifications.readAt) : undefined,
        kinds.length > 0 ? inArray(notifications.kind, kinds) : undefined,
        cursor &&
          sql`(${notifications.at}, ${notifications.id}) < (${cursor.at.toISOString()}, ${cursor.id})`,
      ),
    )
    .orderBy(desc(notifications.at), desc(notifications.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return { rows: page, nextCursor: last ? `${last.at.toISOString()}_${last.id}` : null };
}

/** How many of the actor's messages are unread. */
export async function countUnread(ctx: Ctx): Promise<number> {
  authorize(ctx.actor, "notifications.read");
  const [row] = await ctx.db
    .select({ unread: count() })
    .from(notifications)
    .where(and(eq(notifications.userId, requirePerson(ctx.actor)), isNull(notifications.readAt)));
  return row?.unread ?? 0;
}

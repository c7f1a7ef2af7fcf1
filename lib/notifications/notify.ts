import { newId } from "@/db/columns";
import type { NotificationKind } from "@/db/enums";
import { deliveries, type NotificationParams, notifications } from "@/db/schema/notifications";
import type { TxCtx } from "@/lib/context";
import { announce } from "@/lib/live/announce";

export type Notice = {
  userId: string;
  kind: NotificationKind;
  customerId?: string;
  params: NotificationParams;
  /** What it is about, so that it is said once. */
  dedupeKey: string;
};

/** Tells people in the app, and queues the e-mail, in the caller's transaction. A notice told before is not told again. */
export async function notify(ctx: TxCtx, notices: readonly Notice[]): Promise<void> {
  if (notices.length === 0) return;
  const rows = notices.map((notice) => ({ id: newId(), at: ctx.now, customerId: null, ...notice }));
  const told = await ctx.db
    .insert(notifications)
    .values(rows)
    .onConflictDoNothing()
    .returning({ id: notifications.id, userId: notifications.userId });
  if (told.length === 0) return;
  await ctx.db.insert(deliveries).values(
    told.map(({ id }) => ({
      notificationId: id,
      channel: "email" as const,
      state: "due" as const,
      dueAt: ctx.now,
    })),
  );
  announce(ctx, {
    kind: "notified",
    customers: null,
    owners: [...new Set(told.map((row) => row.userId))].slice(0, 100),
    pools: [],
  });
}

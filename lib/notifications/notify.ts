import { and, inArray, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { deliveries, notifications } from "@/db/schema/notifications";
import { users } from "@/db/schema/people";
import type { Notice } from "./types";

const BATCH = 1_000;

/**
 * Writes messages and their e-mail deliveries in the caller's transaction, and returns how many were new.
 * A message whose dedupeKey the person already has is left out, and so is one to a person who has left.
 */
export async function notify(db: Tx, notices: readonly Notice[], at: Date): Promise<number> {
  let written = 0;
  for (let start = 0; start < notices.length; start += BATCH) {
    written += await writeBatch(db, notices.slice(start, start + BATCH), at);
  }
  return written;
}

async function writeBatch(db: Tx, notices: readonly Notice[], at: Date): Promise<number> {
  const ids = [...new Set(notices.map((notice) => notice.userId))];
  const active = await db
    .select({ id: users.id })
    .from(users)
    .where(and(inArray(users.id, ids), isNull(users.deactivatedAt)));
  const present = new Set(active.map((user) => user.id));
  const rows = notices
    .filter((notice) => present.has(notice.userId))
    .map((notice) => ({ ...notice, at }))
    // One order for all writers: two who write the same messages wait for each other, but never in a circle.
    .sort(order);
  if (rows.length === 0) return 0;
  const fresh = await db
    .insert(notifications)
    .values(rows)
    .onConflictDoNothing({ target: [notifications.userId, notifications.dedupeKey] })
    .returning({ notificationId: notifications.id });
  if (fresh.length === 0) return 0;
  await db
    .insert(deliveries)
    .values(fresh.map((row) => ({ ...row, channel: "email" as const, state: "due" as const, dueAt: at })));
  return fresh.length;
}

function order(a: Notice, b: Notice): number {
  const [left, right] = [`${a.userId} ${a.dedupeKey}`, `${b.userId} ${b.dedupeKey}`];
  return left < right ? -1 : left > right ? 1 : 0;
}

import { z } from "zod";
import { NOTIFICATION_KINDS } from "@/db/enums";

/** Where a page of the list ended: the instant and id of its last message. */
const Cursor = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z_[0-9a-f-]{36}$/)
  .transform((value) => ({ at: new Date(value.slice(0, 24)), id: value.slice(25) }));

export const ListNotificationsInput = z.strictObject({
  cursor: Cursor.optional(),
  unreadOnly: z.boolean().default(false),
  /** Empty is every kind. */
  kinds: z.array(z.enum(NOTIFICATION_KINDS)).max(NOTIFICATION_KINDS.length).default([]),
  limit: z.int().min(1).max(100).default(30),
});
export type ListNotificationsInput = z.input<typeof ListNotificationsInput>;

export const MarkReadInput = z.strictObject({ id: z.uuid() });
export type MarkReadInput = z.infer<typeof MarkReadInput>;

/** A page as the browser asks for it: the cursor as text, read by the query. */
export const NotificationPageInput = ListNotificationsInput.extend({
  cursor: z.string().max(100).optional(),
});
export type NotificationPageInput = z.input<typeof NotificationPageInput>;

import { z } from "zod";

/** Where a page of the list ended: the instant and id of its last message. */
const Cursor = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z_[0-9a-f-]{36}$/)
  .transform((value) => ({ at: new Date(value.slice(0, 24)), id: value.slice(25) }));

export const ListNotificationsInput = z.strictObject({
  cursor: Cursor.optional(),
  unreadOnly: z.boolean().default(false),
  limit: z.int().min(1).max(100).default(30),
});
export type ListNotificationsInput = z.input<typeof ListNotificationsInput>;

export const MarkReadInput = z.strictObject({ id: z.uuid() });
export type MarkReadInput = z.infer<typeof MarkReadInput>;

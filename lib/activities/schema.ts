import { z } from "zod";
import { ACTIVITY_KINDS } from "@/db/enums";

/** What a customer did of itself; `at` is when, now unless it is given, and never ahead of now. */
export const RecordActivityInput = z.strictObject({
  customerId: z.uuid(),
  kind: z.enum(ACTIVITY_KINDS),
  at: z.iso.datetime({ offset: true }).optional(),
  note: z.string().trim().max(2000).default(""),
});
export type RecordActivityInput = z.infer<typeof RecordActivityInput>;

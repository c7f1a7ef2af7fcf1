import { z } from "zod";

/** A deal that was won; `amount` in minor units (fen, cents) of the organisation's currency unless one is named. */
export const RecordDealInput = z.strictObject({
  customerId: z.uuid(),
  version: z.int().positive().optional(),
  title: z.string().trim().min(1).max(200),
  amount: z.int().min(0).max(9_000_000_000_000),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
});
export type RecordDealInput = z.infer<typeof RecordDealInput>;

import { z } from "zod";

export const RequestProtectionInput = z.strictObject({
  customerId: z.uuid(),
  version: z.int().positive().optional(),
  days: z.int().min(1).max(365),
  reason: z.string().trim().min(1).max(500),
});
export type RequestProtectionInput = z.infer<typeof RequestProtectionInput>;

export const AnswerRequestInput = z.strictObject({
  requestId: z.uuid(),
  approve: z.boolean(),
  note: z.string().trim().max(500).default(""),
});
export type AnswerRequestInput = z.infer<typeof AnswerRequestInput>;

export const WithdrawRequestInput = z.strictObject({ requestId: z.uuid() });
export type WithdrawRequestInput = z.infer<typeof WithdrawRequestInput>;

import { z } from "zod";
import { DUPLICATE_REASONS } from "@/db/enums";

/** Two customers that may be one; `score` in ten-thousandths says how sure that is. */
export const ProposeDuplicateInput = z
  .strictObject({
    customerId: z.uuid(),
    otherId: z.uuid(),
    reasons: z.array(z.enum(DUPLICATE_REASONS)).max(DUPLICATE_REASONS.length),
    score: z.int().min(0).max(10_000),
  })
  .refine(({ customerId, otherId }) => customerId !== otherId, { message: "SAME_CUSTOMER" });
export type ProposeDuplicateInput = z.infer<typeof ProposeDuplicateInput>;

export const ProposeDuplicatesInput = z.strictObject({ pairs: z.array(ProposeDuplicateInput).max(1_000) });
export type ProposeDuplicatesInput = z.infer<typeof ProposeDuplicatesInput>;

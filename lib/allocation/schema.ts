import { z } from "zod";

/** How many customers one transaction deals out: its people can't claim meanwhile. */
export const BATCH = 100;
/** The most customers that are looked at in one go. */
export const MOST_CUSTOMERS = 1_000;

/**
 * Customers to deal out by the rules of their pool; without any, all that the rules concern, the oldest first.
 * `dryRun` answers the plan and writes nothing.
 */
export const AllocateCustomersInput = z.strictObject({
  poolId: z.uuid(),
  customerIds: z.array(z.uuid()).min(1).max(MOST_CUSTOMERS).optional(),
  dryRun: z.boolean().optional(),
});
export type AllocateCustomersInput = z.infer<typeof AllocateCustomersInput>;

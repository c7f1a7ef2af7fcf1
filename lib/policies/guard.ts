import { z } from "zod";

/**
 * When a sweep stops and asks: it would take more in a day than `factor` times what was foreseen, and more than
 * `atLeast`. `factor` null is off.
 */
export const Guard = z.strictObject({
  factor: z.int().min(1).max(100).nullable(),
  atLeast: z.int().min(0).max(100_000),
});
export type Guard = z.infer<typeof Guard>;

/** What a policy has that was written before there was a guard. */
export const NO_GUARD: Guard = { factor: null, atLeast: 50 };

import { z } from "zod";

/**
 * Signs that a follow-up was only written down; 0 switches one off. They are shown to the managers, and where `counts` is
 * false such a follow-up is none: to no clock, to no fact that rules ask for, and in no figure.
 */
export const Sham = z.strictObject({
  /** The same words as another of that person's follow-ups within so many days. */
  sameTextDays: z.int().min(0).max(365),
  /** So many seconds or less after that person's follow-up on another customer. */
  inARowSeconds: z.int().min(0).max(600),
  /** Within so many minutes before the deadline, with hardly a note and no evidence. */
  lastMinutes: z.int().min(0).max(1440),
  counts: z.boolean(),
});
export type Sham = z.infer<typeof Sham>;

/** What a policy has that was written before anybody looked for such signs. */
export const NO_SHAM: Sham = { sameTextDays: 0, inARowSeconds: 0, lastMinutes: 0, counts: true };

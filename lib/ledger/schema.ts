import { z } from "zod";
import { CUSTOMER_STATES, EVENT_KINDS } from "@/db/enums";

const id = z.uuid().optional().catch(undefined);
const day = z.iso.date().optional().catch(undefined);
const state = z.enum(CUSTOMER_STATES).optional().catch(undefined);

/** `a,b` as an address holds several values, or an array; what is unknown is left out. */
const kinds = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .catch(undefined)
  .transform((given) => {
    const parts = (typeof given === "string" ? [given] : (given ?? [])).flatMap((part) => part.split(","));
    return EVENT_KINDS.filter((kind) => parts.includes(kind));
  });

/**
 * What the address of the ledger says; unknown values count as absent, so that an old link still opens. `pool`, `team`
 * and `user` are where an event came from or went to; `actor` is who did it, `job` which job; days are the organisation's.
 */
export const LedgerParams = z.object({
  kind: kinds,
  pool: id,
  team: id,
  user: id,
  customer: id,
  actor: id,
  /** The sweep that an event is of. */
  sweep: id,
  job: z.string().trim().min(1).max(100).optional().catch(undefined),
  reason: z.string().trim().min(1).max(100).optional().catch(undefined),
  from: day,
  to: day,
  fromState: state,
  toState: state,
  /** `0` leaves out claims that were undone, and their undoing. */
  undone: z.literal("0").optional().catch(undefined),
  /** The last row of the page before. */
  cursor: z.coerce.number().int().positive().optional().catch(undefined),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(200)
    .optional()
    .catch(undefined)
    .transform((limit) => limit ?? 50),
});
export type LedgerParams = z.output<typeof LedgerParams>;
export type LedgerInput = z.input<typeof LedgerParams>;

/** Reads the address of the ledger; never fails. */
export const readLedgerParams = (params: Record<string, string | string[] | undefined>): LedgerParams =>
  LedgerParams.parse(
    Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined && value !== "")),
  );

/** The events of one customer from before a version on. */
export const CustomerEventsInput = z.strictObject({
  customerId: z.uuid(),
  before: z.int().positive().max(2_147_483_647).optional(),
  limit: z.int().min(1).max(100).default(50),
});
export type CustomerEventsInput = z.input<typeof CustomerEventsInput>;

/** A place in the feed: the last number that was read, and what was beyond a missing one when that was seen first. */
export const FeedCursor = z.strictObject({
  after: z.int().min(0),
  fence: z.strictObject({ high: z.int().min(0), xmax: z.int().min(0) }).nullable(),
});
export type FeedCursor = z.infer<typeof FeedCursor>;

export const FeedInput = z.strictObject({
  from: FeedCursor.default({ after: 0, fence: null }),
  kinds: z.array(z.enum(EVENT_KINDS)).default([]),
  limit: z.int().min(1).max(500).default(100),
});
export type FeedInput = z.input<typeof FeedInput>;

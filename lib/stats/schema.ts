import { z } from "zod";
import { STAT_EXITS, STAT_FATES, STAT_SOURCES } from "@/db/enums";
import { lengthOf, MAX_PERIOD_DAYS } from "./rules";

/** Which stretch of days, which pool and whose work the statistics are asked for; absent means all one may see. */
export const StatsFilter = z
  .strictObject({
    from: z.iso.date(),
    to: z.iso.date(),
    poolId: z.uuid().nullable().default(null),
    teamId: z.uuid().nullable().default(null),
  })
  .refine((filter) => filter.from <= filter.to && lengthOf(filter) <= MAX_PERIOD_DAYS, { path: ["to"] });
export type StatsFilter = z.infer<typeof StatsFilter>;

/**
 * What a number counts: customers that entered a pool, were taken out of it, came back into it from somebody's hands,
 * were contacted for the first time, followed up, won, or have come back so many times.
 */
export const BEHIND_KINDS = [
  "entered",
  "taken",
  "left",
  "returned",
  "contacted",
  "qualified",
  "won",
  "bounced",
] as const;
export type BehindKind = (typeof BEHIND_KINDS)[number];

/** The customers behind one number; absent conditions don't narrow it. */
export const BehindFilter = z.strictObject({
  filter: StatsFilter,
  kind: z.enum(BEHIND_KINDS),
  sources: z.array(z.enum(STAT_SOURCES)).default([]),
  exits: z.array(z.enum(STAT_EXITS)).default([]),
  fates: z.array(z.enum(STAT_FATES)).default([]),
  followed: z.boolean().nullable().default(null),
  personId: z.uuid().nullable().default(null),
  /** How often the customer has come back: at least, and at most. */
  minBounces: z.int().min(0).nullable().default(null),
  maxBounces: z.int().min(0).nullable().default(null),
  /** The last row of the page before. */
  after: z.strictObject({ dayOn: z.iso.date(), customerId: z.uuid(), key: z.int() }).nullable().default(null),
});
export type BehindFilter = z.infer<typeof BehindFilter>;

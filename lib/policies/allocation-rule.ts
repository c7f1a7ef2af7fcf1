import { z } from "zod";
import { ALWAYS, Condition } from "@/lib/conditions/schema";
import { NEVER } from "./return-rule";

/** How one of several is chosen: whose turn is longest ago, or who holds the least. */
export const ALLOCATION_METHODS = ["in_turn", "fewest_held"] as const;
export type AllocationMethod = (typeof ALLOCATION_METHODS)[number];

/**
 * To whom a rule gives: every rep of the pool, the reps of these teams, or these people by name. Who leads gets a
 * customer only where a rule names him, and nobody who doesn't belong to the pool gets any.
 */
export const AllocationTo = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("everybody") }),
  z.strictObject({ kind: z.literal("teams"), teamIds: z.array(z.uuid()).min(1).max(50) }),
  z.strictObject({ kind: z.literal("people"), userIds: z.array(z.uuid()).min(1).max(200) }),
]);
export type AllocationTo = z.infer<typeof AllocationTo>;

/** Who gets a customer that lies in the pool: which customers, among whom, chosen how. */
export const AllocationRule = z.strictObject({
  /** Stays the same over all versions of the policy: the ledger names it, and whose turn it is follows from that. */
  id: z.string().regex(/^[a-z0-9_]{1,40}$/),
  /** Empty: the interface says the rule as a sentence. */
  name: z.string().trim().max(60),
  on: z.boolean(),
  when: Condition,
  except: Condition,
  to: AllocationTo,
  method: z.enum(ALLOCATION_METHODS),
  /** Most that one person gets by this rule on one day of the organisation; null is no limit. */
  perDay: z.int().min(1).max(10_000).nullable(),
});
export type AllocationRule = z.infer<typeof AllocationRule>;

/** As much of a rule as names it. Plain JSON. */
export type AllocationBrief = Pick<AllocationRule, "id" | "name" | "method"> & { to: AllocationTo["kind"] };

export const allocationBrief = ({ id, name, method, to }: AllocationRule): AllocationBrief => ({
  ...{ id, name, method, to: to.kind },
});

/** Every customer, to everybody in turn; what is given comes before. */
export const allocationRule = (
  given: Pick<AllocationRule, "id"> & Partial<AllocationRule>,
): AllocationRule => ({
  ...{ name: "", on: true, when: ALWAYS, except: NEVER },
  ...{ to: { kind: "everybody" }, method: "in_turn", perDay: null },
  ...given,
});

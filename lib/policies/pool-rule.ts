import { z } from "zod";
import { INVALID_REASONS } from "@/db/enums";
import { ALWAYS, type Clause, Condition, Span } from "@/lib/conditions/schema";
import { NEVER } from "./return-rule";

/** What becomes of a customer that has lain in the pool too long: out of circulation, or on to another pool. */
export const PoolRuleEnd = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("invalidate"), reason: z.enum(INVALID_REASONS) }),
  z.strictObject({ kind: z.literal("move"), poolId: z.uuid() }),
]);
export type PoolRuleEnd = z.infer<typeof PoolRuleEnd>;

/** What happens to a customer that nobody takes: whom it concerns, how long it may stay, what then. */
export const PoolRule = z.strictObject({
  /** Stays the same over all versions of the policy: the ledger names it. */
  id: z.string().regex(/^[a-z0-9_]{1,40}$/),
  /** Empty: the interface says the rule as a sentence. */
  name: z.string().trim().max(60),
  on: z.boolean(),
  when: Condition,
  except: Condition,
  /** Counted from when it last came into the pool. */
  stay: Span,
  end: PoolRuleEnd,
});
export type PoolRule = z.infer<typeof PoolRule>;

const rule = (given: Pick<PoolRule, "id" | "stay" | "end"> & Partial<PoolRule>): PoolRule => ({
  ...{ name: "", on: true, when: ALWAYS, except: NEVER },
  ...given,
});

/** Nobody has taken it for so many days: it is out of circulation until a manager restores it. */
export const nobodyWants = (days: number): PoolRule =>
  rule({
    ...{ id: "nobody_wants", stay: { amount: days, unit: "days" } },
    end: { kind: "invalidate", reason: "unwanted" },
  });

/** Its number has been known to be wrong for so many days, and nobody has mended it. */
export const wrongNumber = (days: number): PoolRule => {
  const known: Clause = {
    field: "sinceWrongNumber",
    op: "for_at_least",
    span: { amount: days, unit: "days" },
  };
  return rule({
    ...{ id: "wrong_number", when: known, stay: { amount: 1, unit: "days" } },
    end: { kind: "invalidate", reason: "wrong_number" },
  });
};

/** So many people have given it back, and nobody has taken it since: marketing warms it up. */
export const backToMarketing = (returns: number, days: number): PoolRule => {
  const returned: Clause = { field: "bounceCount", op: "at_least", number: returns };
  return rule({
    ...{ id: "back_to_marketing", when: returned, stay: { amount: days, unit: "days" } },
    end: { kind: "invalidate", reason: "to_marketing" },
  });
};

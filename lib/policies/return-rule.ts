import { z } from "zod";
import { Condition, Span } from "@/lib/conditions/schema";

/**
 * What starts the clock of a rule. None begins before the present owner had the customer; one whose fact is not set
 * begins when he got it, but for the end of a contract: without a contract that clock doesn't run.
 */
export const CLOCK_STARTS = [
  "claimed",
  "qualifying_follow_up",
  "follow_up",
  "deal",
  "contract_end",
  "stage_change",
  "grade_dropped",
  "intent_dropped",
  "churn_risk",
  "activity",
  "over_cap",
  "owner_left",
] as const;
export type ClockStart = (typeof CLOCK_STARTS)[number];

/** Clocks that run only once the fact that starts them is there. */
export const STARTS_WITH_FACT: readonly ClockStart[] = [
  "contract_end",
  "grade_dropped",
  "intent_dropped",
  "churn_risk",
  "over_cap",
  "owner_left",
];

/**
 * Rules that say where the customers of a person who leaves go: they leave at once with him, so that no clock ever runs,
 * and the first that concerns a customer counts.
 */
export const isForLeavers = ({ clock }: Pick<ReturnRule, "clock">): boolean => clock.since === "owner_left";

/** A reminder, so many minutes before the deadline. */
export const Reminder = z.strictObject({
  beforeMinutes: z.int().min(5).max(525_600),
  to: z.enum(["owner", "owner_and_manager"]),
});
export type Reminder = z.infer<typeof Reminder>;

/** One way in which a held customer goes back to a pool: whom it concerns, what its clock counts, where it goes. */
export const ReturnRule = z.strictObject({
  /** Stays the same over all versions of the policy: the ledger names it. */
  id: z.string().regex(/^[a-z0-9_]{1,40}$/),
  /** Empty: the interface says the rule as a sentence. */
  name: z.string().trim().max(60),
  on: z.boolean(),
  when: Condition,
  except: Condition,
  clock: z.strictObject({ since: z.enum(CLOCK_STARTS), span: Span }),
  /** The largest lead first. */
  reminders: z.array(Reminder).max(8),
  /** The pool it goes to; null is its own. */
  targetPoolId: z.uuid().nullable(),
  /** Calendar days in which the former owner can't claim it again; null is the policy's. */
  coolDownDays: z.int().min(0).max(3650).nullable(),
  /** Why there is this rule, in the admin's words: who holds such a customer reads it, and the ledger keeps it of each reclaim. */
  reason: z.string().trim().max(200).optional(),
});
export type ReturnRule = z.infer<typeof ReturnRule>;

/** The exception that nobody has. */
export const NEVER: Condition = { any: [] };

export const LADDER: readonly Reminder[] = [
  { beforeMinutes: 3 * 1440, to: "owner" },
  { beforeMinutes: 1440, to: "owner" },
  { beforeMinutes: 120, to: "owner" },
];

/** Those who have not bought in this tenure. */
export const NOT_WON: Condition = { field: "won", op: "is", flag: false };

/** A rule for whoever has not won, with the usual reminders, into its own pool; what is given comes before. */
export const returnRule = (given: Pick<ReturnRule, "id" | "clock"> & Partial<ReturnRule>): ReturnRule => ({
  ...{ name: "", on: true, when: NOT_WON, except: NEVER, reminders: [...LADDER] },
  ...{ targetPoolId: null, coolDownDays: null },
  ...given,
});

/** Nobody has spoken to it within so many hours of its being taken. */
export const firstContact = (hours: number): ReturnRule =>
  returnRule({
    id: "first_contact",
    when: { all: [NOT_WON, { field: "contacted", op: "is", flag: false }] },
    clock: { since: "claimed", span: { amount: hours, unit: "hours" } },
  });

/** Nobody has followed up for so many days. */
export const noFollowUp = (days: number): ReturnRule =>
  returnRule({
    id: "no_follow_up",
    clock: { since: "qualifying_follow_up", span: { amount: days, unit: "days" } },
  });

/** It has bought nothing for so many days. */
export const noDeal = (days: number): ReturnRule =>
  returnRule({ id: "no_deal", clock: { since: "deal", span: { amount: days, unit: "days" } } });

/** Every condition that the rules ask. */
export const conditionsOf = (rules: readonly Pick<ReturnRule, "when" | "except">[]): Condition[] =>
  rules.flatMap(({ when, except }) => [when, except]);

/** JSON whose keys are in order: the database keeps them in an order of its own. */
const inOrder = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

/** Whether two rules are the same in every word. */
export const sameRule = <R extends object>(a: R, b: R): boolean => inOrder(a) === inOrder(b);

/** What of a rule decides whom it takes and when: another value is another rule for those who hold. */
export const substanceOf = ({ on, when, except, clock }: ReturnRule): string =>
  inOrder({ on, when, except, clock });

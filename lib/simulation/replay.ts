import type { SQL } from "drizzle-orm";
import type { Rules } from "@/lib/deadlines/clock-steps";
import { runsOverCap } from "@/lib/deadlines/mark-overflow";
import type { ReturnRule } from "@/lib/policies/return-rule";
import type { Worth } from "@/lib/policies/schema";
import { type Asked, askedBy } from "./asked";

/** What is replayed: the tenures of a pool that ran in a period, under these rules as if they had always been in force. */
export type Replay = {
  poolId: string;
  rules: Rules;
  timeZone: string;
  from: Date;
  until: Date;
  /** Up to when the consequences are known. */
  now: Date;
  /**
   * One half of the tenures alone, so that two connections share the work; absent is all. Asked as not the other half: the
   * planner takes an equation with an unknown expression to leave hardly anything, and goes through the rest row by row.
   */
  half?: 0 | 1;
  /** Whether the follow-up `f` resets the clocks under these rules. */
  qualifies: SQL;
  /** Whether it is one for any clock. */
  counts: SQL;
  /** Rules for the customers of those who leave: they run no clock. */
  leavers: readonly ReturnRule[];
  /** Since when, and until when, a tenure was more than its owner's cap lets him hold; absent where no rule asks. */
  overflow?: Overflow;
  /** Nothing is taken before; what was known by then counts. */
  since?: Date;
  /** Of these tenures alone. */
  only?: readonly string[];
};

/** Stretches in which a tenure was too many, in order and apart from each other; `until` null is to its end. */
export type Overflow = readonly { tenureId: string; from: number; until: number | null }[];

/** What the running rules ask for, those of a notice too, and the order of the overflow where one is marked. */
export function askedIn({
  rules,
  leavers,
}: {
  rules: Pick<Rules, "document" | "grace">;
  leavers: readonly ReturnRule[];
}): Asked {
  const { returnRules, overflowOrder } = rules.document;
  const before = Object.values(rules.grace).flatMap(({ was }) => was ?? []);
  const asked = askedBy([...returnRules, ...before, ...leavers]);
  if (!runsOverCap(rules.document)) return asked;
  const worth = overflowOrder.flatMap((one) => WORTH_FIELDS[one] ?? []);
  return { ...asked, fields: new Set([...asked.fields, ...worth]) };
}

/** The facts by which the overflow is chosen, as conditions name them. */
const WORTH_FIELDS: Partial<Record<Worth, string>> = {
  grade: "grade",
  intent: "intent",
  stage: "stage",
  expected_value: "expectedValue",
  last_follow_up: "sinceFollowUp",
};

/** Which tenures a replay is about. */
export type Tenures = Pick<Replay, "poolId" | "from" | "until" | "now" | "half" | "only">;

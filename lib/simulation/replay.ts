import type { SQL } from "drizzle-orm";
import type { Rules } from "@/lib/deadlines/clock-steps";
import { runsOverCap } from "@/lib/deadlines/too-many-sql";
import type { ReturnRule } from "@/lib/policies/return-rule";
import type { Worth } from "@/lib/policies/schema";
import { type Asked, askedBy } from "./asked";
import type { Hit } from "./overflow";

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
  /** Nothing is taken before; what was known by then counts. */
  since?: Date;
  /** What the rules take, by tenure, where it is known; else it is asked of the history. */
  taken?: ReadonlyMap<string, Hit>;
};

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
  return askedOf([...returnRules, ...before, ...leavers], runsOverCap(rules.document) ? overflowOrder : []);
}

/** What these rules ask for, and this order of an overflow. */
export function askedOf(rules: readonly ReturnRule[], order: readonly Worth[]): Asked {
  const asked = askedBy(rules);
  const worth = order.flatMap((one) => WORTH_FIELDS[one] ?? []);
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
export type Tenures = Pick<Replay, "poolId" | "from" | "until" | "now" | "half">;

import { type Clause, type Condition, isClause } from "@/lib/conditions/schema";
import { type ClockStart, isForLeavers, type ReturnRule } from "./return-rule";

/** A clause that has to hold, or not to. */
type Demand = { clause: Clause; holds: boolean };

const MOST_WAYS = 200;

/** The fact that is at least as old as a clock that it starts. */
const FACT_OF: Partial<Record<ClockStart, string>> = {
  claimed: "sinceClaimed",
  qualifying_follow_up: "sinceQualifyingFollowUp",
  follow_up: "sinceFollowUp",
  deal: "sinceDeal",
  contract_end: "sinceContractEnd",
  stage_change: "sinceStageChange",
  grade_dropped: "sinceGradeDropped",
  intent_dropped: "sinceIntentDropped",
  activity: "sinceActivity",
};

type Ways = readonly (readonly Demand[])[];

/** Every combination of a way of each; null when there are too many to look at. */
function together(parts: readonly (Ways | null)[]): Ways | null {
  let ways: Ways = [[]];
  for (const part of parts) {
    if (part === null) return null;
    ways = ways.flatMap((way) => part.map((more) => [...way, ...more]));
    if (ways.length > MOST_WAYS) return null;
  }
  return ways;
}

/** The ways in which a condition can hold, or fail: each a list of demands that go together. */
function waysOf(condition: Condition, holds: boolean): Ways | null {
  if (isClause(condition)) return [[{ clause: condition, holds }]];
  if ("not" in condition) return waysOf(condition.not, !holds);
  const parts = ("all" in condition ? condition.all : condition.any).map((part) => waysOf(part, holds));
  if ("all" in condition === holds) return together(parts);
  const either = parts.every((part) => part !== null) ? parts.flat() : null;
  return either && either.length <= MOST_WAYS ? either : null;
}

const disjoint = (a: readonly string[], b: readonly string[]): boolean => !a.some((one) => b.includes(one));
const within = (a: readonly string[], b: readonly string[]): boolean => a.every((one) => b.includes(one));

/** Whether no fact can answer yes to both, in this order. */
function exclude(a: Clause, b: Clause): boolean {
  if (a.op === "is_empty") return !["is_empty", "not_in", "has_none", "is"].includes(b.op);
  if (a.op === "is" && b.op === "is") return a.flag !== b.flag;
  if (a.op === "in" && b.op === "in") return disjoint(a.values, b.values);
  if (a.op === "in" && b.op === "not_in") return within(a.values, b.values);
  if (a.op === "has_all" && b.op === "has_none") return !disjoint(a.values, b.values);
  if (a.op === "has_any" && b.op === "has_none") return within(a.values, b.values);
  if (a.op === "from" && b.op === "until") return a.day > b.day;
  if (a.op === "for_at_least" && b.op === "for_less_than") {
    return a.span.unit === b.span.unit && a.span.amount >= b.span.amount;
  }
  if ("number" in a && "number" in b) {
    const [low, high] = [a, b].map(({ op, number }) => ({
      least: op === "at_most" ? Number.NEGATIVE_INFINITY : number,
      most: op === "at_least" ? Number.POSITIVE_INFINITY : number,
    }));
    return low !== undefined && high !== undefined && (low.least > high.most || high.least > low.most);
  }
  return false;
}

/** Whether whatever answers yes to the first answers yes to the second. */
function implies(a: Clause, b: Clause): boolean {
  if (JSON.stringify(a) === JSON.stringify(b)) return true;
  if (b.op === "is_set") return !["is_empty", "not_in", "has_none", "is", "in", "contains"].includes(a.op);
  if (a.op === "in" && b.op === "in") return within(a.values, b.values);
  if (a.op === "in" && b.op === "not_in") return disjoint(a.values, b.values);
  if (a.op === "not_in" && b.op === "not_in") return within(b.values, a.values);
  if (a.op === "has_any" && b.op === "has_any") return within(a.values, b.values);
  if (a.op === "has_all" && b.op === "has_all") return within(b.values, a.values);
  if (a.op === "has_all" && b.op === "has_any") return !disjoint(a.values, b.values);
  if (a.op === "has_none" && b.op === "has_none") return within(b.values, a.values);
  if (a.op === "from" && b.op === "from") return a.day >= b.day;
  if (a.op === "until" && b.op === "until") return a.day <= b.day;
  if (a.op === "for_at_least" && b.op === "for_at_least") {
    return a.span.unit === b.span.unit && a.span.amount >= b.span.amount;
  }
  if (a.op === "for_less_than" && b.op === "for_less_than") {
    return a.span.unit === b.span.unit && a.span.amount <= b.span.amount;
  }
  if ("number" in a && (b.op === "at_least" || b.op === "at_most")) {
    return b.op === "at_least"
      ? a.op !== "at_most" && a.number >= b.number
      : a.op !== "at_least" && a.number <= b.number;
  }
  return false;
}

function clash(a: Demand, b: Demand): boolean {
  if (a.clause.field !== b.clause.field) return false;
  if (a.holds && b.holds) return exclude(a.clause, b.clause) || exclude(b.clause, a.clause);
  if (a.holds !== b.holds) return a.holds ? implies(a.clause, b.clause) : implies(b.clause, a.clause);
  const [one, other] = [a.clause, b.clause];
  return (one.op === "is_set" && other.op === "is_empty") || (one.op === "is_empty" && other.op === "is_set");
}

const clashes = (way: readonly Demand[]): boolean =>
  way.some((a, index) => way.slice(index + 1).some((b) => clash(a, b)));

/** Why a rule can never take anybody. */
export type Never = "contradiction" | "leave";

/** What asks for the owner's leave: the clocks stand still while it lasts, and nothing is taken. */
const onLeave = ({ clause, holds }: Demand): boolean =>
  clause.field === "ownerOnLeave" && clause.op === "is" && clause.flag === holds;

/**
 * Why a rule can never take anybody, or null: its conditions and exceptions contradict each other, or ask for a fact that
 * is younger than its clock has run by then; or they ask for the leave of the owner, during which no clock runs.
 */
export function whyNever({ when, except, clock }: ReturnRule): Never | null {
  const field = FACT_OF[clock.since];
  const young = ({ clause, holds }: Demand): boolean =>
    holds &&
    clause.op === "for_less_than" &&
    clause.field === field &&
    clause.span.unit === clock.span.unit &&
    clause.span.amount <= clock.span.amount;
  const possible = waysOf({ all: [when, { not: except }] }, true)?.filter(
    (way) => !clashes(way) && !way.some(young),
  );
  if (!possible) return null;
  if (possible.length === 0) return "contradiction";
  return !isForLeavers({ clock }) && possible.every((way) => way.some(onLeave)) ? "leave" : null;
}

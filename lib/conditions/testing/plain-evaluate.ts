import type { Clause, Condition } from "@/lib/conditions/schema";
import { type PlainCalendar, plainEnd } from "./plain-time";

/** What a fact is for one customer: an elapsed one is the instant in milliseconds. */
export type PlainFact = string | number | boolean | readonly string[] | null;
export type PlainFacts = Readonly<Record<string, PlainFact>>;

const isEmpty = (fact: PlainFact): boolean =>
  fact === null || fact === "" || (Array.isArray(fact) && fact.length === 0);

function ask(clause: Clause, fact: PlainFact, at: number, calendar: PlainCalendar): boolean {
  const labels = Array.isArray(fact) ? fact : [];
  switch (clause.op) {
    case "is_empty":
      return isEmpty(fact);
    case "is_set":
      return !isEmpty(fact);
    case "is":
      return (fact === true) === clause.flag;
    case "in":
      return fact !== null && clause.values.includes(String(fact));
    case "not_in":
      return fact === null || !clause.values.includes(String(fact));
    case "has_any":
      return clause.values.some((value) => labels.includes(value));
    case "has_all":
      return fact !== null && clause.values.every((value) => labels.includes(value));
    case "has_none":
      return !clause.values.some((value) => labels.includes(value));
    case "contains":
      return fact !== null && String(fact).toLowerCase().includes(clause.text.toLowerCase());
    case "at_least":
      return fact !== null && Number(fact) >= clause.number;
    case "at_most":
      return fact !== null && Number(fact) <= clause.number;
    case "equals":
      return fact !== null && Number(fact) === clause.number;
    case "from":
      return fact !== null && String(fact) >= clause.day;
    case "until":
      return fact !== null && String(fact) <= clause.day;
    case "for_at_least":
      return fact !== null && plainEnd(Number(fact), clause.span, calendar) <= at;
    case "for_less_than":
      return fact !== null && plainEnd(Number(fact), clause.span, calendar) > at;
  }
}

/** Whether a condition holds, said as plainly as it can be; `factAt` is what a fact is at the instant. */
export function holds(
  condition: Condition,
  factAt: (field: string, at: number) => PlainFact,
  at: number,
  calendar: PlainCalendar,
): boolean {
  if ("all" in condition) return condition.all.every((part) => holds(part, factAt, at, calendar));
  if ("any" in condition) return condition.any.some((part) => holds(part, factAt, at, calendar));
  if ("not" in condition) return !holds(condition.not, factAt, at, calendar);
  return ask(condition, factAt(condition.field, at), at, calendar);
}

import { type FieldKind, OPERATORS, type Operator } from "@/lib/conditions/fields";
import type { Clause } from "@/lib/conditions/schema";

const UNSET_SPAN = { amount: Number.NaN, unit: "days" } as const;

/** The clause with another operator; what was filled in stays where the new one can use it. */
export function withOperator(clause: Clause, op: Operator): Clause {
  const { field } = clause;
  switch (op) {
    case "in":
    case "not_in":
    case "has_any":
    case "has_all":
    case "has_none":
      return { field, op, values: "values" in clause ? clause.values : [] };
    case "contains":
      return { field, op, text: "text" in clause ? clause.text : "" };
    case "at_least":
    case "at_most":
    case "equals":
      return { field, op, number: "number" in clause ? clause.number : Number.NaN };
    case "is":
      return { field, op, flag: "flag" in clause ? clause.flag : true };
    case "from":
    case "until":
      return { field, op, day: "day" in clause ? clause.day : "" };
    case "for_at_least":
    case "for_less_than":
      return { field, op, span: "span" in clause ? clause.span : UNSET_SPAN };
    case "is_set":
    case "is_empty":
      return { field, op };
  }
}

/** A clause over a field as it begins: its first operator, and nothing filled in. */
export const newClause = (field: string, kind: FieldKind): Clause =>
  withOperator({ field, op: "is_set" }, OPERATORS[kind][0]);

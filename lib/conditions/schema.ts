import { z } from "zod";
import { isStorable } from "@/lib/unstorable";
import { canAsk, FIELDS, type Fields } from "./fields";

/** How long: hours run on, calendar days and working days end at the same time of day in the organisation's zone. */
export const SPAN_UNITS = ["hours", "days", "working_days"] as const;
export type SpanUnit = (typeof SPAN_UNITS)[number];

const MOST_OF: Record<SpanUnit, number> = { hours: 87_600, days: 3_650, working_days: 700 };

/** A length of time. */
export const Span = z
  .strictObject({ amount: z.int().min(0), unit: z.enum(SPAN_UNITS) })
  .refine((span) => span.amount <= MOST_OF[span.unit], { error: "too_long", path: ["amount"] });
export type Span = z.infer<typeof Span>;

const name = z.string().min(1).max(80).refine(isStorable);
const text = z.string().trim().min(1).max(200).refine(isStorable);
const values = z.array(text).min(1).max(100);
const number = z.number().min(-1e15).max(1e15);

/** One thing that is asked of one fact. A fact that is not set answers no, except to `not_in`, `has_none` and `is_empty`. */
export const Clause = z.discriminatedUnion("op", [
  z.strictObject({ field: name, op: z.enum(["in", "not_in"]), values }),
  z.strictObject({ field: name, op: z.enum(["has_any", "has_all", "has_none"]), values }),
  z.strictObject({ field: name, op: z.literal("contains"), text }),
  z.strictObject({ field: name, op: z.enum(["at_least", "at_most", "equals"]), number }),
  z.strictObject({ field: name, op: z.literal("is"), flag: z.boolean() }),
  z.strictObject({ field: name, op: z.enum(["from", "until"]), day: z.iso.date() }),
  z.strictObject({ field: name, op: z.enum(["for_at_least", "for_less_than"]), span: Span }),
  z.strictObject({ field: name, op: z.enum(["is_set", "is_empty"]) }),
]);
export type Clause = z.infer<typeof Clause>;

/** A tree of clauses. An empty `all` is always true, an empty `any` never. */
export type Condition = { all: Condition[] } | { any: Condition[] } | { not: Condition } | Clause;

const Tree: z.ZodType<Condition> = z
  .lazy(() =>
    z.union([
      z.strictObject({ all: z.array(Tree).max(40) }),
      z.strictObject({ any: z.array(Tree).max(40) }),
      z.strictObject({ not: Tree }),
      Clause,
    ]),
  )
  .meta({ id: "Condition" });

const MOST_CLAUSES = 60;
const MOST_DEPTH = 8;

/** What stands directly under a node of the tree. */
export function partsOf(condition: Condition): readonly Condition[] {
  if ("all" in condition) return condition.all;
  if ("any" in condition) return condition.any;
  return "not" in condition ? [condition.not] : [];
}

/** Whether the node is a clause and not a branch. */
export const isClause = (condition: Condition): condition is Clause => "op" in condition;

/** Every clause of a tree, from left to right. */
export const clausesOf = (condition: Condition): Clause[] =>
  isClause(condition) ? [condition] : partsOf(condition).flatMap(clausesOf);

const depthOf = (condition: Condition): number =>
  1 + partsOf(condition).reduce((most, part) => Math.max(most, depthOf(part)), 0);

/** What is wrong with a clause under these fields, or null. */
export type ClauseProblem = { field: string; problem: "unknown_field" | "not_askable" | "unknown_value" };

function problemOf(clause: Clause, fields: Fields): ClauseProblem | null {
  const field = Object.hasOwn(fields, clause.field) ? fields[clause.field] : undefined;
  if (!field) return { field: clause.field, problem: "unknown_field" };
  if (!canAsk(field.kind, clause.op)) return { field: clause.field, problem: "not_askable" };
  const closed = field.options;
  const strange = closed && "values" in clause && clause.values.some((value) => !closed.includes(value));
  return strange ? { field: clause.field, problem: "unknown_value" } : null;
}

/** The clauses that ask what can't be asked of these fields. */
export const problemsOf = (condition: Condition, fields: Fields): ClauseProblem[] =>
  clausesOf(condition).flatMap((clause) => problemOf(clause, fields) ?? []);

/** A condition as it is stored: its shape is checked here, its custom fields where they are known (`problemsOf`). */
export const Condition: z.ZodType<Condition> = Tree.superRefine((condition, issues) => {
  if (depthOf(condition) > MOST_DEPTH) issues.addIssue({ code: "custom", message: "too_deep" });
  const clauses = clausesOf(condition);
  if (clauses.length > MOST_CLAUSES) issues.addIssue({ code: "custom", message: "too_many_clauses" });
  for (const clause of clauses) {
    if (clause.field.startsWith("custom.")) continue;
    const problem = problemOf(clause, FIELDS);
    if (problem)
      issues.addIssue({ code: "custom", message: problem.problem, params: { field: clause.field } });
  }
});

/** The condition that everything meets. */
export const ALWAYS: Condition = { all: [] };

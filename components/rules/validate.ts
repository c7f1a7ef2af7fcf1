import { canAsk, type Fields } from "@/lib/conditions/fields";
import {
  type Clause,
  type Condition,
  Condition as ConditionSchema,
  isClause,
  partsOf,
  Span,
  type SpanUnit,
} from "@/lib/conditions/schema";
import { PoolRule } from "@/lib/policies/pool-rule";
import { ReturnRule } from "@/lib/policies/return-rule";
import { anchorOf, type Part, type Path, topGroup } from "./tree";

/** The longest span of each unit. */
export const MOST_SPAN: Record<SpanUnit, number> = { hours: 87_600, days: 3_650, working_days: 700 };

export type ProblemCode =
  | "value_missing"
  | "text_missing"
  | "number_missing"
  | "day_missing"
  | "span_missing"
  | "group_empty"
  | "unknown_field"
  | "not_askable"
  | "unknown_value"
  | "too_much"
  | "cool_missing"
  | "to_missing"
  | "per_day_missing"
  | "invalid";

/** What is wrong, and at which place of the page; `max` goes with what is out of bounds. */
export type RuleProblem = { at: string; code: ProblemCode; max: number };

export const problem = (at: string, code: ProblemCode, max = 0): RuleProblem => ({ at, code, max });

function problemOfValue(clause: Clause, options: readonly string[] | undefined): ProblemCode | null {
  if ("values" in clause) {
    if (clause.values.length === 0) return "value_missing";
    return options && clause.values.some((value) => !options.includes(value)) ? "unknown_value" : null;
  }
  if ("text" in clause) return clause.text.trim() ? null : "text_missing";
  if ("number" in clause) return Number.isFinite(clause.number) ? null : "number_missing";
  if ("day" in clause) return /^\d{4}-\d\d-\d\d$/.test(clause.day) ? null : "day_missing";
  return "span" in clause && !Span.safeParse(clause.span).success ? "span_missing" : null;
}

function problemsOfClause(clause: Clause, at: string, fields: Fields): RuleProblem[] {
  const field = Object.hasOwn(fields, clause.field) ? fields[clause.field] : undefined;
  if (!field) return [problem(at, "unknown_field")];
  if (!canAsk(field.kind, clause.op)) return [problem(at, "not_askable")];
  const code = problemOfValue(clause, field.options);
  return code ? [problem(at, code, "span" in clause ? MOST_SPAN[clause.span.unit] : 0)] : [];
}

function problemsOfNode(node: Condition, part: Part, path: Path, fields: Fields): RuleProblem[] {
  if (isClause(node)) return problemsOfClause(node, anchorOf(part, path), fields);
  const parts = partsOf(node);
  if (parts.length === 0 && path.length > 0) return [problem(anchorOf(part, path), "group_empty")];
  return parts.flatMap((inner, index) => problemsOfNode(inner, part, [...path, index], fields));
}

/** Everything that keeps a condition from being asked by itself, each at its place. */
export const problemsOfCondition = (condition: Condition, fields: Fields): RuleProblem[] => {
  const found = problemsOfNode(topGroup(condition, "when"), "when", [], fields);
  if (found.length > 0 || ConditionSchema.safeParse(condition).success) return found;
  return [problem("when", "too_much")];
};

type Asking = Pick<ReturnRule, "when" | "except">;

/** What is wrong with whom a rule concerns. */
export function problemsOfConditions(rule: Asking, fields: Fields): RuleProblem[] {
  return (["when", "except"] as const).flatMap((part) =>
    problemsOfNode(topGroup(rule[part], part), part, [], fields),
  );
}

const problemsOfSpan = (span: Span): RuleProblem[] =>
  Span.safeParse(span).success ? [] : [problem("clock", "span_missing", MOST_SPAN[span.unit])];

/** What the whole of a rule has that none of its parts says. */
export function problemsOfWhole(rule: Asking, whole: boolean): RuleProblem[] {
  for (const part of ["when", "except"] as const) {
    if (!ReturnRule.shape[part].safeParse(rule[part]).success) return [problem(part, "too_much")];
  }
  return whole ? [] : [problem("rule", "invalid")];
}

/** Everything that keeps a rule from being published, each at its place. */
export function problemsOfRule(rule: ReturnRule, fields: Fields): RuleProblem[] {
  const { clock, coolDownDays } = rule;
  const found = [...problemsOfConditions(rule, fields), ...problemsOfSpan(clock.span)];
  if (coolDownDays !== null && !ReturnRule.shape.coolDownDays.safeParse(coolDownDays).success) {
    found.push(problem("cool", "cool_missing"));
  }
  return found.length > 0 ? found : problemsOfWhole(rule, ReturnRule.safeParse(rule).success);
}

/** As problemsOfRule, of a rule for what lies in the pool. */
export function problemsOfPoolRule(rule: PoolRule, fields: Fields): RuleProblem[] {
  const found = [...problemsOfConditions(rule, fields), ...problemsOfSpan(rule.stay)];
  return found.length > 0 ? found : problemsOfWhole(rule, PoolRule.safeParse(rule).success);
}

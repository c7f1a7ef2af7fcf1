import { type SQL, sql } from "drizzle-orm";
import { containing, texts } from "@/lib/sql-values";
import { CUSTOM_PREFIX, type Fields } from "./fields";
import { type Clause, type Condition, clausesOf } from "./schema";
import { spanEnd } from "./spans";

/** Over what a condition is asked: the fields there are, the expression of each fact, and the instant of the question. */
export type Asked = { fields: Fields; facts: Readonly<Record<string, SQL>>; at: SQL; timeZone: SQL };

const TRUE = sql`true`;
const FALSE = sql`false`;

/** The expression of the fact that a clause names. A field of the organisation's own that isn't there is set for nobody. */
function factOf(clause: Clause, asked: Asked): SQL {
  const fact = Object.hasOwn(asked.fields, clause.field) ? asked.facts[clause.field] : undefined;
  if (fact) return fact;
  if (clause.field.startsWith(CUSTOM_PREFIX)) return sql`null`;
  throw new Error(`no such field: ${clause.field}`);
}

const known = (expression: SQL): SQL => sql`coalesce(${expression}, false)`;

function emptiness(clause: Clause, asked: Asked): SQL {
  const fact = factOf(clause, asked);
  const kind = asked.fields[clause.field]?.kind;
  if (kind === "labels") return sql`(coalesce(cardinality(${fact}), 0) = 0)`;
  if (kind === "text" || kind === "choice") return sql`(coalesce(${fact}, '') = '')`;
  return sql`(${fact} is null)`;
}

function askLabels(clause: Clause & { op: "has_any" | "has_all" | "has_none" }, asked: Asked): SQL {
  const fact = factOf(clause, asked);
  const wanted = texts(clause.values);
  if (clause.op === "has_all") return known(sql`(${fact} @> ${wanted})`);
  const shares = known(sql`(${fact} && ${wanted})`);
  return clause.op === "has_any" ? shares : sql`(not ${shares})`;
}

function askNumber(clause: Clause & { op: "at_least" | "at_most" | "equals" }, asked: Asked): SQL {
  const fact = factOf(clause, asked);
  const wanted = sql`${clause.number}::numeric`;
  if (clause.op === "at_least") return known(sql`(${fact} >= ${wanted})`);
  return known(clause.op === "at_most" ? sql`(${fact} <= ${wanted})` : sql`(${fact} = ${wanted})`);
}

/** One clause as a condition that is true or false, never unknown. */
export function compileClause(clause: Clause, asked: Asked): SQL {
  switch (clause.op) {
    case "in":
      return known(sql`(${factOf(clause, asked)} = any (${texts(clause.values)}))`);
    case "not_in":
      return sql`(not ${known(sql`(${factOf(clause, asked)} = any (${texts(clause.values)}))`)})`;
    case "contains":
      return known(sql`(${factOf(clause, asked)} ilike ${containing(clause.text)})`);
    case "has_any":
    case "has_all":
    case "has_none":
      return askLabels(clause, asked);
    case "at_least":
    case "at_most":
    case "equals":
      return askNumber(clause, asked);
    case "is":
      return sql`(coalesce(${factOf(clause, asked)}, false) = ${clause.flag}::boolean)`;
    case "from":
      return known(sql`(${factOf(clause, asked)} >= ${clause.day}::date)`);
    case "until":
      return known(sql`(${factOf(clause, asked)} <= ${clause.day}::date)`);
    case "for_at_least":
      return known(sql`(${spanEnd(factOf(clause, asked), clause.span, asked.timeZone)} <= ${asked.at})`);
    case "for_less_than":
      return known(sql`(${spanEnd(factOf(clause, asked), clause.span, asked.timeZone)} > ${asked.at})`);
    case "is_empty":
      return emptiness(clause, asked);
    case "is_set":
      return sql`(not ${emptiness(clause, asked)})`;
  }
}

const joined = (parts: readonly SQL[], by: SQL, none: SQL): SQL =>
  parts.length === 0 ? none : sql`(${sql.join([...parts], by)})`;

/** A condition as SQL over the customer `c`: the one meaning that preview, sweep, explanation and lists share. */
export function compileCondition(condition: Condition, asked: Asked): SQL {
  const compiled = (parts: readonly Condition[]) => parts.map((part) => compileCondition(part, asked));
  if ("all" in condition) return joined(compiled(condition.all), sql` and `, TRUE);
  if ("any" in condition) return joined(compiled(condition.any), sql` or `, FALSE);
  if ("not" in condition) return sql`(not ${compileCondition(condition.not, asked)})`;
  return compileClause(condition, asked);
}

/** The instants at which the answer of the condition may change by time alone; between two of them it stays. */
export const switchesOf = (condition: Condition, asked: Asked): SQL[] =>
  clausesOf(condition).flatMap((clause) =>
    "span" in clause ? [spanEnd(factOf(clause, asked), clause.span, asked.timeZone)] : [],
  );

/** Whether the answer may change because the owner's leave begins or ends. */
export const asksLeave = (condition: Condition): boolean =>
  clausesOf(condition).some((clause) => clause.field === "ownerOnLeave");

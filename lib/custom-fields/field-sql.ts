import { type SQL, sql } from "drizzle-orm";
import type { FieldType } from "@/db/enums";
import { texts } from "@/lib/sql-values";
import { isFieldKey } from "./field-key";

// The key is written into the statement: an index serves only the very expression that it was made of.
function checked(key: string): string {
  if (!isFieldKey(key)) throw new Error(`not the key of a field: ${key}`);
  return key;
}

/** The expression over the columns of `from` (`c.`, or nothing inside of an index). */
function expression(key: string, type: FieldType, from: string): string {
  const value = `${from}custom->'${checked(key)}'`;
  const text = `(${from}custom->>'${key}')`;
  switch (type) {
    case "text":
    case "choice":
      return text;
    case "number":
    case "money":
      return `(case jsonb_typeof(${value}) when 'number' then (${value})::numeric end)`;
    case "date":
      return `custom_day${text}`;
    case "yes_no":
      return `(case ${value} when 'true'::jsonb then true when 'false'::jsonb then false end)`;
    case "multiple_choice":
      return `(case jsonb_typeof(${value}) when 'array' then array(select jsonb_array_elements_text(${value})) end)`;
  }
}

/**
 * A field's value as SQL over customers `c`: text, numeric (money in minor units), date, boolean or text[]; null when it
 * is not filled or is no such value, and no value makes it fail. But for a multiple choice, an index can hold it.
 */
export const customFieldSql = (key: string, type: FieldType): SQL => sql.raw(expression(key, type, "c."));

/** Whether customers `c` hold any, or all, of these choices of a multiple choice; an index answers it. */
export const customFieldHolds = (key: string, values: readonly string[], which: "any" | "all" = "any"): SQL =>
  sql`${sql.raw(`(c.custom->'${checked(key)}') ${which === "any" ? "?|" : "?&"}`)} ${texts(values)}`;

/** What the index of a field is made of. */
export function fieldIndex(key: string, type: FieldType): { on: string; method: "btree" | "gin" } {
  if (type === "multiple_choice") return { on: `(custom->'${checked(key)}')`, method: "gin" };
  const own = expression(key, type, "");
  return { on: own.startsWith("(") ? own : `(${own})`, method: "btree" };
}

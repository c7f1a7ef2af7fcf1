import { type SQL, sql } from "drizzle-orm";
import type { FieldType } from "@/db/enums";
import { isFieldKey } from "./field-key";

/**
 * A day as a text, read without a cast that depends on settings or that can fail: the days are counted from the first
 * of the month, and one that its month doesn't have is null.
 */
const dayOf = (text: string): string => {
  const part = (from: number, length: number) => `substr(${text}, ${from}, ${length})::int`;
  const day = `(make_date(${part(1, 4)}, ${part(6, 2)}, 1) + (${part(9, 2)} - 1))`;
  return `case when ${text} ~ '^[1-9]\\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$' then
    case when extract(month from ${day}) = ${part(6, 2)} then ${day} end end`;
};

/** The expression over customers `c`, as text, and the access method of an index over it. */
export function fieldExpression(key: string, type: FieldType): { text: string; method: "btree" | "gin" } {
  // The key is written into the statement: an index serves only the very expression that it was made of.
  if (!isFieldKey(key)) throw new Error(`not the key of a field: ${key}`);
  const value = `custom->'${key}'`;
  const text = `(custom->>'${key}')`;
  switch (type) {
    case "text":
    case "choice":
      return { text, method: "btree" };
    case "number":
    case "money":
      return {
        text: `(case jsonb_typeof(${value}) when 'number' then ${text}::numeric end)`,
        method: "btree",
      };
    case "date":
      return { text: `(${dayOf(text)})`, method: "btree" };
    case "yes_no":
      return {
        text: `(case ${value} when 'true'::jsonb then true when 'false'::jsonb then false end)`,
        method: "btree",
      };
    case "multiple_choice":
      return { text: `custom_choices(${value})`, method: "gin" };
  }
}

/**
 * A field's value as SQL over customers `c`: text, numeric (money in minor units), date, boolean or text[]; null when it
 * is not filled or is no such value, and no value makes it fail.
 */
export const customFieldSql = (key: string, type: FieldType): SQL =>
  sql.raw(fieldExpression(key, type).text.replaceAll("custom->", "c.custom->"));

import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Executor } from "@/db/client";
import { texts } from "@/lib/sql-values";
import { customFieldHolds, customFieldSql } from "./field-sql";
import type { FieldFilter } from "./filters";
import { readFieldDefs } from "./read-defs";
import type { FieldFacts } from "./types";

const isNumber = (text: string): boolean => /^-?\d+(?:\.\d+)?$/.test(text);
const isDay = (text: string): boolean => z.iso.date().safeParse(text).success;

function between(value: SQL, { from, to }: FieldFilter, type: "numeric" | "date"): SQL | undefined {
  const fits = type === "date" ? isDay : isNumber;
  const bound = (text: string | null, sign: string) =>
    text !== null && fits(text) ? sql`${value} ${sql.raw(sign)} ${text}::${sql.raw(type)}` : undefined;
  const bounds = [bound(from, ">="), bound(to, "<=")].filter((one) => one !== undefined);
  return bounds.length === 0 ? undefined : sql.join(bounds, sql` and `);
}

function conditionOf(field: FieldFacts, filter: FieldFilter): SQL | undefined {
  const value = customFieldSql(field.key, field.type);
  const { any } = filter;
  switch (field.type) {
    case "text":
      return undefined;
    case "number":
    case "money":
      return between(value, filter, "numeric");
    case "date":
      return between(value, filter, "date");
    case "yes_no": {
      const wanted = (["yes", "no"] as const).filter((word) => any.includes(word));
      // Both of them ask that it is filled at all.
      if (wanted.length === 2) return sql`${value} is not null`;
      return wanted.length === 1 ? sql`${value} = ${sql.raw(String(wanted[0] === "yes"))}` : undefined;
    }
    case "choice":
      return any.length > 0 ? sql`${value} = any (${texts(any)})` : undefined;
    case "multiple_choice":
      return any.length > 0 ? customFieldHolds(field.key, any) : undefined;
  }
}

/** What the filters of an address ask of customers `c`; a field or value that isn't there asks nothing. */
export async function fieldConditions(db: Executor, filters: readonly FieldFilter[]): Promise<SQL[]> {
  if (filters.length === 0) return [];
  const fields = new Map((await readFieldDefs(db)).map((field) => [field.key, field]));
  return filters.flatMap((filter) => {
    const field = fields.get(filter.key);
    return (field && conditionOf(field, filter)) ?? [];
  });
}

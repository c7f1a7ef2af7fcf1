import { type Placeholder, type SQL, sql } from "drizzle-orm";

/** An instant as a parameter. */
export const instant = (at: Date | string | Placeholder | null): SQL =>
  sql`${at instanceof Date ? at.toISOString() : at}::timestamptz`;

/** Ids as one array parameter, so that the statement is the same for any number of them. */
export const uuids = (ids: readonly string[]): SQL => sql`${`{${ids.join(",")}}`}::uuid[]`;

/** Instants as one array parameter. */
export const instants = (at: readonly Date[]): SQL =>
  sql`${`{${at.map((one) => one.toISOString()).join(",")}}`}::timestamptz[]`;

/** Texts as one array parameter. */
export const texts = (values: readonly string[]): SQL => {
  const quoted = values.map((value) => `"${value.replace(/[\\"]/g, "\\$&")}"`);
  return sql`${`{${quoted.join(",")}}`}::text[]`;
};

/** A text inside a pattern of LIKE: `%` and `_` mean themselves. */
export const literally = (text: string): string => text.replace(/[\\%_]/g, "\\$&");

/** The pattern of LIKE for a text that occurs anywhere. */
export const containing = (text: string): string => `%${literally(text)}%`;

/** An instant as a row of a raw statement holds it. */
export const readInstant = (value: unknown): Date | null => (value ? new Date(value as string) : null);

/** A conjunction; true when there is nothing to ask. */
export const allOf = (conditions: readonly (SQL | undefined)[]): SQL => {
  const given = conditions.filter((one): one is SQL => one !== undefined);
  return given.length === 0 ? sql`true` : sql.join(given, sql` and `);
};

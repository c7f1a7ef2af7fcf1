import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { DomainError } from "@/lib/errors";

type Direction = "asc" | "desc";
type KeyType = "text" | "integer" | "timestamptz";

/**
 * The order of a list: perhaps a leading column, then a column without nulls and the id, both in one direction. A
 * nullable leading column sorts its nulls last. An index with the same columns answers each branch in order.
 */
export type Order = {
  name: string;
  lead?: { column: SQL; direction: Direction; type: KeyType; nullable: boolean };
  tail: { column: SQL; direction: Direction; type: KeyType };
};

const Cursor = z.tuple([z.string(), z.union([z.string(), z.number(), z.null()]), z.string(), z.uuid()]);
type Cursor = z.infer<typeof Cursor>;

/** The columns that a statement over customers `c` selects so that the next page can begin after its last row. */
export const keyColumns = (order: Order): SQL =>
  sql`${order.lead ? sql`${order.lead.column}` : sql`null::text`} as key_lead, ${order.tail.column} as key_tail`;

const directed = (expression: SQL, direction: Direction): SQL =>
  // As the indexes are declared: nulls last both ways.
  sql`${expression} ${sql.raw(direction === "asc" ? "asc" : "desc nulls last")}`;

/** ORDER BY over `c`. */
export function orderBy({ lead, tail }: Order): SQL {
  const last = [directed(tail.column, tail.direction), directed(sql`c.id`, tail.direction)];
  return sql.join(lead ? [directed(lead.column, lead.direction), ...last] : last, sql`, `);
}

/** ORDER BY over the key columns that `r` selected. */
export function orderByKeys({ lead, tail }: Order): SQL {
  const last = [directed(sql`r.key_tail`, tail.direction), directed(sql`r.id`, tail.direction)];
  return sql.join(lead ? [directed(sql`r.key_lead`, lead.direction), ...last] : last, sql`, `);
}

const beyond = (direction: Direction): SQL => sql.raw(direction === "asc" ? ">" : "<");

function readCursor(order: Order, text: string): Cursor {
  try {
    const read = Cursor.safeParse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
    if (read.success && read.data[0] === order.name && isOfType(read.data, order)) return read.data;
  } catch {
    // Fall through: whatever is wrong with it, it is no cursor of ours.
  }
  throw new DomainError("INVALID_INPUT", { field: "cursor" });
}

const isInstant = (value: unknown): boolean =>
  typeof value === "string" &&
  (value === "infinity" || value === "-infinity" || !Number.isNaN(Date.parse(value)));

function isOfType([, lead, tail]: Cursor, order: Order): boolean {
  const tailFits = order.tail.type === "text" || isInstant(tail);
  if (!order.lead) return tailFits && lead === null;
  if (lead === null) return tailFits && order.lead.nullable;
  if (order.lead.type === "integer") return tailFits && Number.isInteger(lead);
  return tailFits && typeof lead === "string" && (order.lead.type === "text" || isInstant(lead));
}

/**
 * Where the page begins, as conditions over `c` that exclude each other: each is one range of an index in the order
 * of the list. INVALID_INPUT for a cursor that is none of this list.
 */
export function branches(order: Order, cursorText: string | undefined): SQL[] {
  const { lead, tail } = order;
  if (!cursorText) {
    return lead?.nullable ? [sql`${lead.column} is not null`, sql`${lead.column} is null`] : [sql`true`];
  }
  const [, leadValue, tailValue, id] = readCursor(order, cursorText);
  const after = sql`(${tail.column}, c.id) ${beyond(tail.direction)} (${tailValue}::${sql.raw(tail.type)}, ${id}::uuid)`;
  if (!lead) return [after];
  if (leadValue === null) return [sql`${lead.column} is null and ${after}`];
  const value = sql`${leadValue}::${sql.raw(lead.type)}`;
  return [
    sql`${lead.column} = ${value} and ${after}`,
    sql`${lead.column} ${beyond(lead.direction)} ${value}`,
    ...(lead.nullable ? [sql`${lead.column} is null`] : []),
  ];
}

/** The cursor that stands for a row which was selected with its key columns; instants keep their microseconds. */
export function cursorOf(order: Order, row: { id: string; key_lead: unknown; key_tail: unknown }): string {
  const lead =
    row.key_lead === null || typeof row.key_lead === "number" ? row.key_lead : String(row.key_lead);
  return Buffer.from(JSON.stringify([order.name, lead, String(row.key_tail), row.id])).toString("base64url");
}

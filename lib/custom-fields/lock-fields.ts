import { sql } from "drizzle-orm";
import type { TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { readFieldRows } from "./read-defs";
import type { FieldRow } from "./types";

/** The fields, with no other change of fields beside this one until the transaction ends; they can be read all along. */
export async function lockFields(ctx: TxCtx): Promise<FieldRow[]> {
  await ctx.db.execute(sql`lock table custom_fields in share row exclusive mode`);
  return readFieldRows(ctx.db);
}

/** The field of that id. NOT_FOUND when there is none. */
export function fieldIn(fields: readonly FieldRow[], fieldId: string): FieldRow {
  const field = fields.find(({ id }) => id === fieldId);
  if (!field) throw new DomainError("NOT_FOUND", { what: "field" });
  return field;
}

/** Refuses with DUPLICATE_NAME when another field in use has the name; a retired one may be called the same. */
export function refuseName(fields: readonly FieldRow[], label: string, ownId?: string): void {
  const folded = label.toLowerCase();
  const same = fields.find((one) => !one.retired && one.id !== ownId && one.label.toLowerCase() === folded);
  if (same) throw new DomainError("DUPLICATE_NAME", { name: same.label });
}

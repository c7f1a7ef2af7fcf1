import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { readFieldRows } from "./read-defs";
import type { FieldRow } from "./types";

/** Every field of the organisation in its order, the retired ones last. */
export async function listFields(ctx: Ctx): Promise<FieldRow[]> {
  authorize(ctx.actor, "customers.read");
  return readFieldRows(ctx.db);
}

/** On how many customers each field stands, by its key: what retiring it would leave behind. */
export async function countFieldUse(ctx: Ctx): Promise<Record<string, number>> {
  authorize(ctx.actor, "fields.manage");
  const rows = await ctx.db.execute<{ key: string; count: string }>(sql`
    select k.key, count(*) from customers c cross join lateral jsonb_object_keys(c.custom) as k(key)
    where c.custom <> '{}' and c.state <> 'merged' group by k.key`);
  return Object.fromEntries(rows.map(({ key, count }) => [key, Number(count)]));
}

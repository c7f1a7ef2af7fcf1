import { sql } from "drizzle-orm";
import { type Ctx, inTx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { uuids } from "@/lib/sql-values";
import { fieldIn, lockFields } from "./lock-fields";
import type { MoveFieldInput } from "./schema";

/** Puts a field before another one, or last; forms and lists follow. Answers the order. NOT_FOUND for one that isn't there. */
export async function moveField(ctx: Ctx, input: MoveFieldInput): Promise<{ fieldIds: string[] }> {
  authorize(ctx.actor, "fields.manage");
  return inTx(ctx, async (ctx) => {
    const fields = (await lockFields(ctx)).toSorted((a, b) => a.position - b.position);
    const { id } = fieldIn(fields, input.fieldId);
    const order = fields.map((field) => field.id).filter((one) => one !== id);
    const before = input.beforeId === null ? null : fieldIn(fields, input.beforeId).id;
    const fieldIds =
      before === id
        ? fields.map((field) => field.id)
        : order.flatMap((one) => (one === before ? [id, one] : [one]));
    if (before === null) fieldIds.push(id);
    await ctx.db.execute(sql`
      update custom_fields f set position = o.place - 1 from unnest(${uuids(fieldIds)}) with ordinality as o(id, place)
      where f.id = o.id and f.position <> o.place - 1`);
    return { fieldIds };
  });
}

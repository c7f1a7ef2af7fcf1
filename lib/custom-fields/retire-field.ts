import { eq } from "drizzle-orm";
import { customFields } from "@/db/schema/custom-fields";
import { type Ctx, inTx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { fieldIn, lockFields } from "./lock-fields";
import type { FieldInput } from "./schema";

/** Takes a field out of use: its values stay and are read, nobody fills it any more, and no stage needs it. */
export async function retireField(ctx: Ctx, input: FieldInput): Promise<{ fieldId: string }> {
  authorize(ctx.actor, "fields.manage");
  return inTx(ctx, async (ctx) => {
    const field = fieldIn(await lockFields(ctx), input.fieldId);
    if (!field.retired) {
      await ctx.db
        .update(customFields)
        .set({ retiredAt: ctx.now, editedAt: ctx.now })
        .where(eq(customFields.id, field.id));
    }
    return { fieldId: field.id };
  });
}

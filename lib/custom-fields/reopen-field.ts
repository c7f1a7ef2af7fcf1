import { eq } from "drizzle-orm";
import { customFields } from "@/db/schema/custom-fields";
import { type Ctx, inTx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { authorize } from "@/lib/permissions";
import { MAX_FIELDS } from "./limits";
import { fieldIn, lockFields, refuseName } from "./lock-fields";
import type { FieldInput } from "./schema";

/** Puts a retired field to use again, with the values that it had. DUPLICATE_NAME when another has taken its name. */
export async function reopenField(ctx: Ctx, input: FieldInput): Promise<{ fieldId: string }> {
  authorize(ctx.actor, "fields.manage");
  return inTx(ctx, async (ctx) => {
    const fields = await lockFields(ctx);
    const field = fieldIn(fields, input.fieldId);
    if (!field.retired) return { fieldId: field.id };
    refuseName(fields, field.label, field.id);
    if (fields.filter(({ retired }) => !retired).length >= MAX_FIELDS) {
      throw new DomainError("FIELD_LIMIT_REACHED", { limit: MAX_FIELDS });
    }
    await ctx.db
      .update(customFields)
      .set({ retiredAt: null, editedAt: ctx.now })
      .where(eq(customFields.id, field.id));
    return { fieldId: field.id };
  });
}

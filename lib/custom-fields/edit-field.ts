import { eq } from "drizzle-orm";
import { customFields } from "@/db/schema/custom-fields";
import type { Ctx } from "@/lib/context";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { fieldIn, lockFields, refuseName } from "./lock-fields";
import { editedOptions } from "./options";
import type { EditFieldInput } from "./schema";

/**
 * Changes the words of a field, its choices and the stages that need it; no value of any customer changes. A choice
 * that is left out is retired. DUPLICATE_NAME when another field in use has the name.
 */
export async function editField(ctx: Ctx, input: EditFieldInput): Promise<{ fieldId: string }> {
  authorize(ctx.actor, "fields.manage");
  return once(ctx, "editField", input, async (ctx) => {
    const fields = await lockFields(ctx);
    const { fieldId, label, requiredStages } = input;
    const field = fieldIn(fields, fieldId);
    if (!field.retired) refuseName(fields, label, fieldId);
    const options = editedOptions(field, input.options);
    await ctx.db
      .update(customFields)
      .set({ label, requiredStages, options, editedAt: ctx.now })
      .where(eq(customFields.id, fieldId));
    return { fieldId };
  });
}

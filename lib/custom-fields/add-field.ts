import { newId } from "@/db/columns";
import { customFields } from "@/db/schema/custom-fields";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { MAX_FIELDS } from "./limits";
import { lockFields, refuseName } from "./lock-fields";
import { newOption, slug } from "./options";
import type { AddFieldInput } from "./schema";

/** Adds a field, last in the order; it can be filled at once. DUPLICATE_NAME, or FIELD_LIMIT_REACHED when there are enough. */
export async function addField(ctx: Ctx, input: AddFieldInput): Promise<{ fieldId: string; key: string }> {
  authorize(ctx.actor, "fields.manage");
  return once(ctx, "addField", input, async (ctx) => {
    const fields = await lockFields(ctx);
    const { label, type, requiredStages } = input;
    refuseName(fields, label);
    if (fields.filter(({ retired }) => !retired).length >= MAX_FIELDS) {
      throw new DomainError("FIELD_LIMIT_REACHED", { limit: MAX_FIELDS });
    }
    const fieldId = newId();
    const key = slug("f");
    const position = Math.max(-1, ...fields.map((field) => field.position)) + 1;
    await ctx.db.insert(customFields).values({
      ...{ id: fieldId, key, label, type, requiredStages, position },
      ...{ options: input.options.map(newOption), createdAt: ctx.now, editedAt: ctx.now },
    });
    return { fieldId, key };
  });
}

import { newId } from "@/db/columns";
import { webForms } from "@/db/schema/forms";
import { actorId, type Ctx } from "@/lib/context";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import type { CreateFormInput } from "./schema";
import { newKey, requireTargets } from "./source-facts";

/** Makes a form, open at once, at an address that can't be guessed. */
export async function createForm(ctx: Ctx, input: CreateFormInput): Promise<{ formId: string; key: string }> {
  authorize(ctx.actor, "sources.manage");
  return once(ctx, "createForm", input, async (ctx) => {
    await requireTargets(ctx, input);
    const row = { id: newId(), key: newKey() };
    await ctx.db
      .insert(webForms)
      .values({ ...input, ...row, createdAt: ctx.now, createdById: actorId(ctx.actor) });
    return { formId: row.id, key: row.key };
  });
}

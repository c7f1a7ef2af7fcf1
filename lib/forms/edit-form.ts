import { eq } from "drizzle-orm";
import { webForms } from "@/db/schema/forms";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import type { EditFormInput, SwitchFormInput } from "./schema";
import { requireTargets } from "./source-facts";

/** Changes what a form asks and where it leads; pages that are open already are read as they were sent. */
export async function editForm(ctx: Ctx, input: EditFormInput): Promise<{ formId: string }> {
  authorize(ctx.actor, "sources.manage");
  return once(ctx, "editForm", input, async (ctx) => {
    const { formId, ...facts } = input;
    await requireTargets(ctx, facts);
    const changed = await ctx.db
      .update(webForms)
      .set(facts)
      .where(eq(webForms.id, formId))
      .returning({ id: webForms.id });
    if (changed.length === 0) throw new DomainError("NOT_FOUND", { what: "form" });
    return { formId };
  });
}

/** Closes a form to posts, or opens it again; its address stays. */
export async function switchForm(ctx: Ctx, input: SwitchFormInput): Promise<{ formId: string }> {
  authorize(ctx.actor, "sources.manage");
  return once(ctx, "switchForm", input, async (ctx) => {
    const changed = await ctx.db
      .update(webForms)
      .set({ closedAt: input.open ? null : ctx.now })
      .where(eq(webForms.id, input.formId))
      .returning({ id: webForms.id });
    if (changed.length === 0) throw new DomainError("NOT_FOUND", { what: "form" });
    return { formId: input.formId };
  });
}

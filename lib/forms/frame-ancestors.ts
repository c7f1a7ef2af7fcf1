import type { Ctx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { getPublicForm } from "./queries";
import { FormKey } from "./schema";

/** The sites that may show a form in a frame; empty for a form that isn't there. */
export async function frameAncestors(ctx: Ctx, key: string): Promise<string[]> {
  authorize(ctx.actor, "sources.submit");
  const asked = FormKey.safeParse({ key });
  const form = asked.success ? await getPublicForm(ctx, asked.data) : null;
  return form?.origins ?? [];
}

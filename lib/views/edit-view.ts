import { eq } from "drizzle-orm";
import { savedViews } from "@/db/schema/views";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { requireAudience } from "./audience";
import { lockView } from "./lock-view";
import { type EditViewInput, viewStateOf } from "./schema";

/** Changes a view's name, audience or what it shows. Who saw an older one gets EDITED_MEANWHILE. */
export async function editView(
  ctx: Ctx,
  input: EditViewInput,
): Promise<{ viewId: string; revision: number }> {
  authorize(ctx.actor, "views.keep");
  return once(ctx, "editView", input, async (ctx) => {
    const view = await lockView(ctx, input.viewId);
    if (view.revision !== input.revision)
      throw new DomainError("EDITED_MEANWHILE", { by: null, at: view.editedAt.toISOString(), fields: "" });
    const audience = input.audience ?? view.audience;
    const teamId = audience === view.audience ? view.teamId : requireAudience(ctx.actor, audience);
    const state = input.state ? viewStateOf(view.list, input.state) : view.state;
    const revision = view.revision + 1;
    const changed = { name: input.name ?? view.name, audience, teamId, state, revision, editedAt: ctx.now };
    await ctx.db.update(savedViews).set(changed).where(eq(savedViews.id, view.id));
    return { viewId: view.id, revision };
  });
}

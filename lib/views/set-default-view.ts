import { and, eq, isNull } from "drizzle-orm";
import { newId } from "@/db/columns";
import { savedViews, viewDefaults } from "@/db/schema/views";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { requirePerson } from "@/lib/require-person";
import { findsView } from "./audience";
import type { SetDefaultViewInput } from "./schema";

/** Chooses the view that a list opens with, for oneself; for everybody who hasn't chosen as an admin, of everybody's views. */
export async function setDefaultView(
  ctx: Ctx,
  input: SetDefaultViewInput,
): Promise<{ viewId: string | null }> {
  authorize(ctx.actor, input.forEveryone ? "views.manage" : "views.keep");
  const me = requirePerson(ctx.actor);
  return once(ctx, "setDefaultView", input, async (ctx) => {
    const { list, viewId } = input;
    const userId = input.forEveryone ? null : me;
    if (viewId) {
      const [view] = await ctx.db.select().from(savedViews).where(eq(savedViews.id, viewId)).for("share");
      if (!view || view.list !== list || !findsView(ctx.actor, view)) throw new DomainError("NOT_FOUND");
      if (input.forEveryone && view.audience !== "everyone")
        throw new DomainError("INVALID_INPUT", { field: "viewId" });
    }
    const whose = userId === null ? isNull(viewDefaults.userId) : eq(viewDefaults.userId, userId);
    if (!viewId) await ctx.db.delete(viewDefaults).where(and(whose, eq(viewDefaults.list, list)));
    else {
      const chosen = { viewId, setAt: ctx.now };
      await ctx.db
        .insert(viewDefaults)
        .values({ id: newId(), list, userId, ...chosen })
        .onConflictDoUpdate({ target: [viewDefaults.userId, viewDefaults.list], set: chosen });
    }
    return { viewId };
  });
}

import { eq } from "drizzle-orm";
import { savedViews } from "@/db/schema/views";
import type { Ctx } from "@/lib/context";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { lockView } from "./lock-view";
import type { DeleteViewInput } from "./schema";

/** Takes a view away, also where it was the one that a list opens with. */
export async function deleteView(ctx: Ctx, input: DeleteViewInput): Promise<{ viewId: string }> {
  authorize(ctx.actor, "views.keep");
  return once(ctx, "deleteView", input, async (ctx) => {
    const { id } = await lockView(ctx, input.viewId);
    await ctx.db.delete(savedViews).where(eq(savedViews.id, id));
    return { viewId: id };
  });
}

import { and, eq, inArray, sql } from "drizzle-orm";
import { savedViews, viewPins } from "@/db/schema/views";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { requirePerson } from "@/lib/require-person";
import { findsView } from "./audience";
import type { PinViewsInput } from "./schema";

/**
 * Sets which views of a list stand beside the actor's navigation, in this order: his own, his team's, everybody's. Of two
 * who set them at once for one person the later counts. NOT_FOUND for one that he doesn't find or of another list.
 */
export async function pinViews(ctx: Ctx, input: PinViewsInput): Promise<{ viewIds: string[] }> {
  authorize(ctx.actor, "views.keep");
  const me = requirePerson(ctx.actor);
  return once(ctx, "pinViews", input, async (ctx) => {
    const { list, viewIds } = input;
    await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`pins:${me}`}, 7430011))`);
    const views = await ctx.db.select().from(savedViews).where(inArray(savedViews.id, viewIds)).for("share");
    const found = new Set(
      views.filter((view) => view.list === list && findsView(ctx.actor, view)).map(({ id }) => id),
    );
    if (viewIds.some((id) => !found.has(id))) throw new DomainError("NOT_FOUND");
    const ofList = sql`${viewPins.viewId} in (select id from saved_views where list = ${list})`;
    await ctx.db.delete(viewPins).where(and(eq(viewPins.userId, me), ofList));
    if (viewIds.length > 0) {
      await ctx.db
        .insert(viewPins)
        .values(viewIds.map((viewId, position) => ({ userId: me, viewId, position })));
    }
    return { viewIds };
  });
}

import { and, count, eq } from "drizzle-orm";
import { newId } from "@/db/columns";
import { savedViews } from "@/db/schema/views";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { requirePerson } from "@/lib/require-person";
import { requireAudience } from "./audience";
import { type SaveViewInput, viewStateOf } from "./schema";

const MOST_OF_ONE = 100;

/** Keeps a list as it stands under a name: for oneself, for one's team when one leads it, for everybody as an admin. */
export async function saveView(
  ctx: Ctx,
  input: SaveViewInput,
): Promise<{ viewId: string; revision: number }> {
  authorize(ctx.actor, "views.keep");
  const ownerId = requirePerson(ctx.actor);
  return once(ctx, "saveView", input, async (ctx) => {
    const { list, name, audience } = input;
    const teamId = requireAudience(ctx.actor, audience);
    const own = and(eq(savedViews.ownerId, ownerId), eq(savedViews.list, list));
    const [held] = await ctx.db.select({ views: count() }).from(savedViews).where(own);
    if ((held?.views ?? 0) >= MOST_OF_ONE) throw new DomainError("TOO_MANY_VIEWS", { most: MOST_OF_ONE });
    const row = { id: newId(), list, name, audience, ownerId, teamId, state: viewStateOf(list, input.state) };
    await ctx.db.insert(savedViews).values({ ...row, createdAt: ctx.now, editedAt: ctx.now });
    return { viewId: row.id, revision: 1 };
  });
}

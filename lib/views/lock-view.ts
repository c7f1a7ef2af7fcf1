import { eq } from "drizzle-orm";
import { savedViews } from "@/db/schema/views";
import type { TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { findsView, keepsView } from "./audience";

/** Locks a view that the actor may change: NOT_FOUND when it isn't among his, NOT_YOURS when it is another's. */
export async function lockView(ctx: TxCtx, viewId: string) {
  const [view] = await ctx.db.select().from(savedViews).where(eq(savedViews.id, viewId)).for("update");
  if (!view || !findsView(ctx.actor, view)) throw new DomainError("NOT_FOUND");
  if (!keepsView(ctx.actor, view)) throw new DomainError("NOT_YOURS");
  return view;
}

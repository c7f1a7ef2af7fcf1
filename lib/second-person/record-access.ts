import type { AccessKind } from "@/db/enums";
import { accessGrants } from "@/db/schema/access";
import { actorId, type TxCtx } from "@/lib/context";

/** Writes down that the actor gives somebody what he comes in with or decides by, in the transaction that gives it; nothing of what one does to oneself. */
export async function recordAccess(ctx: TxCtx, userId: string, kinds: readonly AccessKind[]): Promise<void> {
  const byId = actorId(ctx.actor);
  if (byId === userId || kinds.length === 0) return;
  await ctx.db.insert(accessGrants).values(kinds.map((kind) => ({ userId, byId, kind, at: ctx.now })));
}

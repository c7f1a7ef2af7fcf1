import { eq } from "drizzle-orm";
import { selections } from "@/db/schema/views";
import { actorId, type TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import type { Progress } from "./types";

export type StoredSelection = typeof selections.$inferSelect;

/** Locks a selection of the actor's own: NOT_FOUND when it isn't, SELECTION_OVER once it has expired. */
export async function lockSelection(ctx: TxCtx, selectionId: string): Promise<StoredSelection> {
  const [row] = await ctx.db.select().from(selections).where(eq(selections.id, selectionId)).for("update");
  if (!row || row.userId !== actorId(ctx.actor)) throw new DomainError("NOT_FOUND");
  if (row.expiresAt <= ctx.now) throw new DomainError("SELECTION_OVER");
  return row;
}

/** How far it has come. */
export const progressOf = (row: StoredSelection): Progress => ({
  ...{ selectionId: row.id, state: row.state, verb: row.verb, total: row.total },
  ...{ ok: row.okCount, failed: row.failedCount, undone: row.undoneCount },
});

import type { Executor, Tx } from "@/db/client";
import { isTx } from "@/db/client";
import type { Actor } from "./permissions";

/** What a verb works with: one executor, one actor, one instant, and the key of the operation if it has one. */
export type Ctx = { db: Executor; actor: Actor; now: Date; operationKey?: string; inOperation?: true };
export type TxCtx = Ctx & { db: Tx };

/** Runs `work` in the caller's transaction, or in a new one that commits when it resolves. */
export function inTx<T>(ctx: Ctx, work: (ctx: TxCtx) => Promise<T>): Promise<T> {
  if (isTx(ctx.db)) return work({ ...ctx, db: ctx.db });
  return ctx.db.transaction((tx) => work({ ...ctx, db: tx }));
}

/** The acting person's id, or null for the system. */
export const actorId = (actor: Actor): string | null => (actor.kind === "user" ? actor.id : null);

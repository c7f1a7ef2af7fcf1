import type { Executor, Tx } from "@/db/client";
import { isTx } from "@/db/client";
import { type Announcement, tell } from "./live/tell";
import type { Actor } from "./permissions";

/** What a verb works with: one executor, one actor, one instant, and the key of the operation if it has one. */
export type Ctx = {
  db: Executor;
  actor: Actor;
  now: Date;
  operationKey?: string;
  inOperation?: true;
  /** Inside a transaction: what open screens are told once it has committed. */
  said?: Announcement[];
  /** Inside a transaction: what was sent and needs no answer before the COMMIT, which goes after it at once. */
  unanswered?: Promise<unknown>[];
  /** What is looked for was counted when it was asked: the pages of an export are one question. */
  counted?: true;
};
export type TxCtx = Ctx & { db: Tx; said: Announcement[] };

/** Runs `work` in the caller's transaction, or in a new one that commits when it resolves. */
export async function inTx<T>(ctx: Ctx, work: (ctx: TxCtx) => Promise<T>): Promise<T> {
  if (isTx(ctx.db)) return work({ ...ctx, db: ctx.db, said: ctx.said ?? [] });
  const said: Announcement[] = [];
  const unanswered: Promise<unknown>[] = [];
  const result = await ctx.db.transaction((tx) => work({ ...ctx, db: tx, said, unanswered }));
  // Where one of them failed, the server has answered the COMMIT by rolling back, which is no error to the client.
  await Promise.all(unanswered);
  tell(ctx.db, said);
  return result;
}

/** The acting person's id, or null for the system. */
export const actorId = (actor: Actor): string | null => (actor.kind === "user" ? actor.id : null);

/** The token by which the acting person's program asks; null in the interface and for the system. */
export const tokenId = (actor: Actor): string | null =>
  actor.kind === "user" ? (actor.token?.id ?? null) : null;

import { createHash } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { operations } from "@/db/schema/ledger";
import { type Ctx, inTx, type TxCtx } from "./context";
import { DomainError } from "./errors";
import type { Actor } from "./permissions";

const hashOf = (input: unknown): string => createHash("sha256").update(JSON.stringify(input)).digest("hex");

const actorKey = (actor: Actor) => (actor.kind === "user" ? actor.id : `system:${actor.job}`);

async function storedAnswer<T>(ctx: TxCtx, key: string, verb: string, requestHash: string): Promise<T> {
  const [row] = await ctx.db
    .select()
    .from(operations)
    .where(and(eq(operations.actor, actorKey(ctx.actor)), eq(operations.key, key)));
  if (!row || row.verb !== verb || row.requestHash !== requestHash) throw new DomainError("OPERATION_REUSED");
  return row.response as T;
}

/** The answer that this operation has been given already, for a verb of several transactions; null when it has none yet. */
export async function findAnswer<T>(ctx: Ctx, verb: string, input: unknown): Promise<T | null> {
  const key = ctx.operationKey;
  if (!key || ctx.inOperation) return null;
  return inTx(ctx, async (ctx) => {
    const [row] = await ctx.db
      .select({ key: operations.key })
      .from(operations)
      .where(and(eq(operations.actor, actorKey(ctx.actor)), eq(operations.key, key)));
    return row ? storedAnswer<T>(ctx, key, verb, hashOf(input)) : null;
  });
}

/**
 * Runs a mutation once per operation key: the key's row commits with the effect, and the same key again gets the
 * first answer. The answer must be plain JSON. Another request under a used key is OPERATION_REUSED.
 */
export function once<T>(
  ctx: Ctx,
  verb: string,
  input: unknown,
  work: (ctx: TxCtx) => Promise<T>,
): Promise<T> {
  return inTx(ctx, async (ctx) => {
    const key = ctx.operationKey;
    if (!key || ctx.inOperation) return work(ctx);
    const requestHash = hashOf(input);
    const row = { actor: actorKey(ctx.actor), key, verb, requestHash, at: ctx.now };
    const [fresh] = await ctx.db
      .insert(operations)
      .values(row)
      .onConflictDoNothing()
      .returning({ key: operations.key });
    if (!fresh) return storedAnswer<T>(ctx, key, verb, requestHash);
    const response = await work({ ...ctx, inOperation: true });
    await ctx.db
      .update(operations)
      .set({ response })
      .where(and(eq(operations.actor, row.actor), eq(operations.key, key)));
    return response;
  });
}

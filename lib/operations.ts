import { createHash } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { operations } from "@/db/schema/ledger";
import { type Ctx, inTx, type TxCtx } from "./context";
import { DomainError } from "./errors";
import type { Actor } from "./permissions";
import { writtenOnce } from "./written-once";

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

type Row = { actor: string; key: string; verb: string; requestHash: string; at: string };

const entry = writtenOnce<Row>(
  (row) => sql`
    insert into operations (actor, key, verb, request_hash, at)
    values (${row.actor}, ${row.key}, ${row.verb}, ${row.requestHash}, ${row.at}::timestamptz)
    on conflict do nothing returning key`,
);
const answer = writtenOnce<Pick<Row, "actor" | "key"> & { response: string }>(
  ({ actor, key, response }) =>
    sql`update operations set response = ${response}::json where actor = ${actor} and key = ${key}`,
);

/** Keeps the answer with the key; nothing depends on its being kept but the commit, so it is sent together with that. */
async function keepAnswer(ctx: TxCtx, key: string, response: unknown): Promise<void> {
  const row = { actor: actorKey(ctx.actor), key, response: JSON.stringify(response ?? null) };
  const kept = ctx.db.execute(answer(row)).execute();
  if (!ctx.unanswered) return void (await kept);
  // The transaction tells of its failure: not as a rejection that nobody handles meanwhile.
  kept.catch(() => {});
  ctx.unanswered.push(kept);
}

const NOTHING_TO_READ = async () => undefined;

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
  return onceReading(ctx, verb, input, NOTHING_TO_READ, work);
}

/**
 * As `once`, for work that begins with locks and reading: these are sent together with the row of the key, after it, and
 * what they read is dropped when the key has its answer already.
 */
export function onceReading<R, T>(
  ctx: Ctx,
  verb: string,
  input: unknown,
  read: (ctx: TxCtx) => Promise<R>,
  work: (ctx: TxCtx, read: R) => Promise<T>,
): Promise<T> {
  return inTx(ctx, async (ctx) => {
    const key = ctx.operationKey;
    if (!key || ctx.inOperation) return work(ctx, await read(ctx));
    const requestHash = hashOf(input);
    const row = { actor: actorKey(ctx.actor), key, verb, requestHash, at: ctx.now.toISOString() };
    const entering = ctx.db.execute(entry(row)).execute();
    const inside: TxCtx = { ...ctx, inOperation: true };
    const [[fresh], facts] = await Promise.all([entering, read(inside)]);
    if (!fresh) return storedAnswer<T>(ctx, key, verb, requestHash);
    const response = await work(inside, facts);
    await keepAnswer(ctx, key, response);
    return response;
  });
}

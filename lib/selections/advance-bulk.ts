import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { selectionItems, selections } from "@/db/schema/views";
import { type Ctx, inTx, type TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { authorize } from "@/lib/permissions";
import { doChunk } from "./do-chunk";
import { lockSelection, progressOf, type StoredSelection } from "./lock-selection";
import { Bulk, type SelectionInput } from "./schema";
import { NEEDS } from "./start-bulk";
import type { ItemResult, Progress } from "./types";
import { undoChunk } from "./undo-chunk";

/** How many are done in one transaction. */
export const CHUNK = 50;

async function note(
  ctx: TxCtx,
  selectionId: string,
  items: readonly { position: number; customerId: string }[],
  results: ReadonlyMap<string, ItemResult>,
): Promise<{ ok: number; failed: number }> {
  let ok = 0;
  for (const { position, customerId } of items) {
    const result = results.get(customerId) ?? { ok: false, error: "NOT_FOUND" as const, params: {} };
    if (result.ok) ok += 1;
    const set = result.ok
      ? { outcome: "ok" as const, undo: result.undo }
      : { outcome: "failed" as const, error: result.error, params: result.params };
    await ctx.db
      .update(selectionItems)
      .set(set)
      .where(and(eq(selectionItems.selectionId, selectionId), eq(selectionItems.position, position)));
  }
  return { ok, failed: items.length - ok };
}

/** Does a chunk; what is refused as a whole is refused to each of it, so that it doesn't begin again without end. */
async function outcomesOf(ctx: TxCtx, ids: readonly string[], bulk: Bulk): Promise<Map<string, ItemResult>> {
  if (ids.length === 0) return new Map();
  try {
    return await ctx.db.transaction((tx) => doChunk({ ...ctx, db: tx }, ids, bulk));
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const refused = { ok: false as const, error: error.code, params: error.params };
    return new Map(ids.map((id) => [id, refused]));
  }
}

async function runChunk(ctx: TxCtx, row: StoredSelection): Promise<StoredSelection> {
  const items = await ctx.db
    .select({ position: selectionItems.position, customerId: selectionItems.customerId })
    .from(selectionItems)
    .where(and(eq(selectionItems.selectionId, row.id), isNull(selectionItems.outcome)))
    .orderBy(asc(selectionItems.position))
    .limit(CHUNK);
  const bulk = Bulk.parse({ verb: row.verb, ...row.input });
  const ids = items.map(({ customerId }) => customerId);
  const results = await outcomesOf(ctx, ids, bulk);
  const { ok, failed } = await note(ctx, row.id, items, results);
  const done = items.length < CHUNK || row.okCount + row.failedCount + items.length >= row.total;
  return {
    ...row,
    ...{ okCount: row.okCount + ok, failedCount: row.failedCount + failed },
    ...(done ? { state: "finished" as const, finishedAt: ctx.now } : {}),
  };
}

/**
 * Does the next fifty customers of a selection, or brings the next fifty back, each with an outcome of its own; they
 * commit with their effect, so that nothing is done twice. Call it until the state says that it is finished.
 */
export async function advanceBulk(ctx: Ctx, { selectionId }: SelectionInput): Promise<Progress> {
  authorize(ctx.actor, "selections.make");
  return inTx(ctx, async (ctx) => {
    const row = await lockSelection(ctx, selectionId);
    if (row.state !== "running" && row.state !== "undoing") return progressOf(row);
    // A token that may not do it leaves it to whoever may; a person who no longer may has it refused, customer by customer.
    if (row.verb && ctx.actor.kind === "user" && ctx.actor.token) authorize(ctx.actor, NEEDS[row.verb]);
    const next = row.state === "running" ? await runChunk(ctx, row) : await undoChunk(ctx, row);
    const { state, okCount, failedCount, undoneCount, finishedAt } = next;
    await ctx.db
      .update(selections)
      .set({
        state,
        okCount,
        failedCount,
        undoneCount,
        finishedAt,
        touchedAt: sql`greatest(touched_at, ${ctx.now.toISOString()}::timestamptz)`,
      })
      .where(eq(selections.id, row.id));
    return progressOf(next);
  });
}

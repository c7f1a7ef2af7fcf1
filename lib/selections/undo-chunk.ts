import { and, asc, eq } from "drizzle-orm";
import { z } from "zod";
import { customers } from "@/db/schema/customers";
import { selectionItems } from "@/db/schema/views";
import { actorId, type TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { lockReps } from "@/lib/ledger/lock-reps";
import { moveToPool } from "@/lib/ownership/move-to-pool";
import { undoAssignments } from "@/lib/ownership/undo-assignments";
import { giveBackClaim } from "@/lib/ownership/undo-claim";
import { apart } from "./do-chunk";
import { type EditUndo, undoEditOne } from "./edit-one";
import type { StoredSelection } from "./lock-selection";
import type { ItemResult } from "./types";

const CHUNK = 50;
type GiftUndo = { version: number };
type MoveUndo = { poolId: string; version: number };

/** Back to the pool that it came from, unless it has gone on since. */
async function undoMove(ctx: TxCtx, customerId: string, { poolId, version }: MoveUndo): Promise<string[]> {
  const [row] = await ctx.db
    .select()
    .from(customers)
    .where(eq(customers.id, customerId))
    .for("no key update");
  if (row?.version !== version) return ["pool"];
  const [moved] = await moveToPool(ctx, { customerIds: [customerId], poolId, note: "" });
  return moved?.ok ? [] : ["pool"];
}

/** Out of the hands that it was given to, unless it was worked on there. */
async function undoGift(
  ctx: TxCtx,
  row: StoredSelection,
  customerId: string,
  version: number,
): Promise<string[]> {
  if (row.verb === "claim") {
    await giveBackClaim(ctx, { customerId, version }, null);
    return [];
  }
  const [done] = await undoAssignments(ctx, { assignments: [{ customerId, version }] });
  if (done && !done.ok) throw new DomainError(done.error, done.params);
  return [];
}

function undoOne(ctx: TxCtx, row: StoredSelection, customerId: string, undo: unknown): Promise<string[]> {
  if (row.verb === "move") return undoMove(ctx, customerId, undo as MoveUndo);
  if (row.verb === "edit") return undoEditOne(ctx, customerId, undo as EditUndo);
  return undoGift(ctx, row, customerId, (undo as GiftUndo).version);
}

/** Whoever got the customers, locked before any of them. */
async function lockHands(ctx: TxCtx, { verb, input }: StoredSelection): Promise<void> {
  if (verb === "claim") await lockReps(ctx, [actorId(ctx.actor)]);
  if (verb === "assign") await lockReps(ctx, [actorId(ctx.actor), z.uuid().parse(input?.userId)]);
}

/** Brings the next customers of a selection back, by changes of their own; what was changed since stays and is noted. */
export async function undoChunk(ctx: TxCtx, row: StoredSelection): Promise<StoredSelection> {
  const items = await ctx.db
    .select()
    .from(selectionItems)
    .where(and(eq(selectionItems.selectionId, row.id), eq(selectionItems.outcome, "ok")))
    .orderBy(asc(selectionItems.position))
    .limit(CHUNK);
  await lockHands(ctx, row);
  let undone = 0;
  for (const item of items.toSorted((a, b) => (a.customerId < b.customerId ? -1 : 1))) {
    let stayed: string[] = [];
    const result: ItemResult = await apart(ctx, async (ctx) => {
      stayed = await undoOne(ctx, row, item.customerId, item.undo);
      return { ok: true, undo: null };
    });
    const back = result.ok && stayed.length === 0;
    if (back) undone += 1;
    await ctx.db
      .update(selectionItems)
      .set({
        outcome: back ? "undone" : "kept",
        error: result.ok ? null : result.error,
        params: result.ok ? { fields: stayed.join(",") } : result.params,
      })
      .where(and(eq(selectionItems.selectionId, row.id), eq(selectionItems.position, item.position)));
  }
  const done = items.length < CHUNK;
  return {
    ...{ ...row, undoneCount: row.undoneCount + undone },
    ...(done ? { state: "undone" as const, finishedAt: ctx.now } : {}),
  };
}

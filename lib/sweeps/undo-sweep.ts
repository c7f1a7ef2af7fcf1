import { eq, sql } from "drizzle-orm";
import type { EventKind } from "@/db/enums";
import { sweepParts, sweeps } from "@/db/schema/sweeps";
import { actorId, type Ctx, inTx, type TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { announce } from "@/lib/live/announce";
import { findAnswer, once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { fatesSql } from "./fates-sql";
import { readLeft } from "./read-left";
import { isUndoable, undoableUntil } from "./rules";
import type { UndoSweepInput } from "./schema";
import type { UndoneSweep } from "./types";
import { undoAllocations } from "./undo-allocations";
import { undoCleanUp } from "./undo-clean-up";
import { undoReclaims } from "./undo-reclaims";

/** How each kind of event that a sweep writes is undone. A sweep of other kinds can't be. */
const UNDO: Partial<Record<EventKind, (ctx: Ctx, sweepId: string) => Promise<void>>> = {
  reclaimed: undoReclaims,
  assigned: undoAllocations,
  invalidated: (ctx, sweepId) => undoCleanUp(ctx, sweepId, "invalidated"),
  moved: (ctx, sweepId) => undoCleanUp(ctx, sweepId, "moved"),
};

/** Begins the undo, or goes on with one that was cut off, and answers what there is to undo. */
async function begin(ctx: TxCtx, sweepId: string): Promise<EventKind[]> {
  const [sweep] = await ctx.db.select().from(sweeps).where(eq(sweeps.id, sweepId)).for("update");
  if (!sweep) throw new DomainError("NOT_FOUND", { what: "sweep" });
  if (sweep.state === "running") throw new DomainError("SWEEP_RUNNING");
  if (!isUndoable(sweep, ctx.now)) {
    throw new DomainError("SWEEP_UNDO_OVER", { until: undoableUntil(sweep.lastAt).toISOString() });
  }
  const parts = await ctx.db
    .selectDistinct({ kind: sweepParts.kind })
    .from(sweepParts)
    .where(eq(sweepParts.sweepId, sweepId));
  const kinds = parts.map(({ kind }) => kind);
  if (kinds.some((kind) => !UNDO[kind])) throw new DomainError("CONFLICT", { reason: "kind" });
  await ctx.db
    .update(sweeps)
    .set({
      ...{ state: "undoing" as const, undoneById: actorId(ctx.actor) },
      undoStartedAt: sql`coalesce(${sweeps.undoStartedAt}, ${ctx.now.toISOString()}::timestamptz)`,
    })
    .where(eq(sweeps.id, sweepId));
  return kinds;
}

async function finish(ctx: TxCtx, sweepId: string): Promise<UndoneSweep> {
  const [sweep] = await ctx.db
    .update(sweeps)
    .set({ state: "undone", undoneAt: ctx.now })
    .where(eq(sweeps.id, sweepId))
    .returning({ restored: sweeps.restoredCount });
  await ctx.db.execute(sql`delete from sweep_leftovers where sweep_id = ${sweepId}::uuid`);
  await ctx.db.execute(sql`
    insert into sweep_leftovers (sweep_id, customer_id, reason)
    select ${sweepId}::uuid, f.customer_id, coalesce(f.reason, 'over_cap') from (${fatesSql(sweepId)}) f`);
  announce(ctx, { kind: "sweep_undone", customers: null, owners: [], pools: [] });
  return { sweepId, restored: sweep?.restored ?? 0, ...(await readLeft(ctx.db, sweepId)) };
}

/** Takes a run back under this name, as the verbs that may do it say; the caller has authorised. */
export async function undoRun(ctx: Ctx, verb: string, input: UndoSweepInput): Promise<UndoneSweep> {
  const answered = await findAnswer<UndoneSweep>(ctx, verb, input);
  if (answered) return answered;
  const kinds = await inTx(ctx, (ctx) => begin(ctx, input.sweepId));
  for (const kind of kinds) await UNDO[kind]?.(ctx, input.sweepId);
  return once(ctx, verb, input, (ctx) => finish(ctx, input.sweepId));
}

/**
 * Takes a whole sweep back within a day: its customers go to their former owners with clocks that start now, without the
 * return and its cool-down being counted, and no rule takes one within a day; or back into the pools that a clean-up took them from or a run of allocation
 * dealt them out of. Who was claimed, moved, invalidated or worked on since stays, and so does one whose owner
 * has left, is no longer of the pool or would pass his cap; the answer lists them. An undo that was cut off is finished
 * by running it again, and running it twice puts nothing back twice. NOT_FOUND, SWEEP_RUNNING, SWEEP_UNDO_OVER.
 */
export async function undoSweep(ctx: Ctx, input: UndoSweepInput): Promise<UndoneSweep> {
  authorize(ctx.actor, "sweeps.manage");
  return undoRun(ctx, "undoSweep", input);
}

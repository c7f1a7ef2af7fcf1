import { and, eq, inArray } from "drizzle-orm";
import type { ImportState } from "@/db/enums";
import { importRows, imports } from "@/db/schema/imports";
import { actorId, type Ctx, inTx, type TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { authorize } from "@/lib/permissions";
import { kick } from "./kick";
import { inSight } from "./queries";
import type { ImportInput } from "./schema";
import { requireTargetPool } from "./target-pool";

export type Steered = { importId: string; state: ImportState };

type Step = {
  from: readonly ImportState[];
  to: ImportState;
  set?: Partial<typeof imports.$inferInsert>;
  before?: (ctx: TxCtx, row: typeof imports.$inferSelect) => Promise<void>;
};

/** Brings an import into another state, once; IMPORT_STATE from one that does not lead there. */
async function steer(ctx: Ctx, { importId }: ImportInput, step: Step): Promise<Steered> {
  const done = await inTx(ctx, async (ctx) => {
    const [row] = await ctx.db
      .select()
      .from(imports)
      .where(and(eq(imports.id, importId), inSight(ctx)))
      .for("no key update");
    if (!row) throw new DomainError("NOT_FOUND", { what: "import" });
    // The second of two clicks finds it done.
    if (row.state === step.to) return { importId, state: row.state };
    if (!step.from.includes(row.state)) throw new DomainError("IMPORT_STATE", { state: row.state });
    await step.before?.(ctx, row);
    const set = { state: step.to, leaseId: null, leasedUntil: null, ...step.set };
    await ctx.db
      .update(imports)
      .set(set)
      .where(and(eq(imports.id, importId), inArray(imports.state, [...step.from])));
    return { importId, state: step.to };
  });
  await kick(ctx, "run-imports");
  return done;
}

/** Has an import entered that was tried; a second click changes nothing. NOT_A_MEMBER, IMPORT_STATE. */
export async function runImport(ctx: Ctx, input: ImportInput): Promise<Steered> {
  authorize(ctx.actor, "customers.import");
  return steer(ctx, input, {
    ...{ from: ["checked"], to: "waiting" },
    set: { reachedRow: 0, rowCount: 0, startedAt: ctx.now },
    before: async (ctx, row) => {
      await requireTargetPool(ctx, row.poolId);
      // Those of the dry run; the run accounts for every row anew.
      await ctx.db.delete(importRows).where(eq(importRows.importId, row.id));
    },
  });
}

/** Stops an import after the batch that is being written; what was entered stays, and it can go on. IMPORT_STATE. */
export async function pauseImport(ctx: Ctx, input: ImportInput): Promise<Steered> {
  authorize(ctx.actor, "customers.import");
  return steer(ctx, input, { from: ["waiting", "running"], to: "paused" });
}

/** Lets an import go on that was paused, or that had failed for a reason that is gone. IMPORT_STATE. */
export async function resumeImport(ctx: Ctx, input: ImportInput): Promise<Steered> {
  authorize(ctx.actor, "customers.import");
  return steer(ctx, input, {
    ...{ from: ["paused", "failed"], to: "waiting" },
    set: { failure: null, failureParams: null, finishedAt: null },
    before: async (ctx, row) => void (await requireTargetPool(ctx, row.poolId)),
  });
}

/** Ends an import where it stands, or throws a dry run away; what was entered stays and can be undone. IMPORT_STATE. */
export async function cancelImport(ctx: Ctx, input: ImportInput): Promise<Steered> {
  authorize(ctx.actor, "customers.import");
  return steer(ctx, input, {
    ...{ from: ["checking", "checked", "waiting", "running", "paused", "failed"], to: "cancelled" },
    set: { finishedAt: ctx.now },
  });
}

/**
 * Takes a whole import back: what it created and nobody has touched since goes out of circulation, what it changed gets
 * its old values again; what was claimed, edited or worked on since stays and is listed. IMPORT_STATE while it runs.
 */
export async function undoImport(ctx: Ctx, input: ImportInput): Promise<Steered> {
  authorize(ctx.actor, "customers.import");
  return steer(ctx, input, {
    ...{ from: ["finished", "cancelled", "failed", "paused"], to: "undoing" },
    set: { undoneById: actorId(ctx.actor), undoneCount: 0, keptCount: 0 },
  });
}

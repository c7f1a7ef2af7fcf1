import { eq, sql } from "drizzle-orm";
import { imports } from "@/db/schema/imports";
import { actorId, type Ctx, inTx, type TxCtx } from "@/lib/context";
import { announce } from "@/lib/live/announce";
import { notify } from "@/lib/notifications/notify";
import { allocateEntered } from "./allocate-entered";
import { enterBatch, type Run } from "./enter-batch";
import { holdImport, type Lease } from "./lease";
import type { StagedRow } from "./open-import";
import { requireTargetPool } from "./target-pool";
import { batchesOf, countRows, holdInName, openTask, plus, type Task } from "./task";
import { tally, writeRows } from "./write-rows";

/** One batch enters at a time, so that two files with the same customers never enter one of them twice. */
export const IMPORT_LOCK = 7_430_002;
/** A spreadsheet's numbers of rows end here, and so do ours. */
const MOST_ROWS = 10_000_000;

const takeTurn = (ctx: TxCtx) => ctx.db.execute(sql`select pg_advisory_xact_lock(${IMPORT_LOCK})`);

/** Tells open screens how far it is. */
export const tellProgress = (ctx: TxCtx): void =>
  announce(ctx, { kind: "import_progress", customers: [], owners: [actorId(ctx.actor)], pools: [] });

async function commitBatch(ctx: Ctx, lease: Lease, run: Run, rows: readonly StagedRow[]): Promise<void> {
  await inTx(ctx, async (ctx) => {
    await takeTurn(ctx);
    await holdInName(ctx, lease);
    await requireTargetPool(ctx, run.poolId, true);
    const outcomes = await enterBatch(ctx, run, rows);
    await writeRows(ctx, run.importId, outcomes);
    const counts = tally(outcomes);
    await ctx.db
      .update(imports)
      .set({
        reachedRow: rows.at(-1)?.number ?? 0,
        rowCount: plus(imports.rowCount, counts.rows),
        createdCount: plus(imports.createdCount, counts.created),
        updatedCount: plus(imports.updatedCount, counts.updated),
        duplicateCount: plus(imports.duplicateCount, counts.duplicate),
        rejectedCount: plus(imports.rejectedCount, counts.rejected),
        leasedUntil: sql`clock_timestamp() + make_interval(secs => ${lease.seconds})`,
      })
      .where(eq(imports.id, run.importId));
    tellProgress(ctx);
  });
}

async function finish(ctx: Ctx, lease: Lease): Promise<void> {
  await inTx(ctx, async (ctx) => {
    await holdImport(ctx, lease);
    const [row] = await ctx.db
      .update(imports)
      .set({ state: "finished", finishedAt: ctx.now })
      .where(eq(imports.id, lease.importId))
      .returning();
    const userId = actorId(ctx.actor);
    if (!row || userId === null) return;
    const { rowCount: rows, createdCount: created, updatedCount: updated } = row;
    const { duplicateCount: duplicate, rejectedCount: rejected } = row;
    const counts = { rows, created, updated, duplicate, rejected };
    const params = { file: row.fileName, importId: row.id, ...counts };
    await notify(ctx, [{ userId, kind: "import_finished", params, dedupeKey: `import_finished:${row.id}` }]);
    tellProgress(ctx);
  });
}

/** What is wrong with a file may show in its last row: it is read to the end before anything is entered. */
async function countFirst(ctx: Ctx, lease: Lease, rows: () => Promise<number>): Promise<void> {
  const totalRows = await rows();
  await inTx(ctx, async (ctx) => {
    await holdImport(ctx, lease);
    await ctx.db.update(imports).set({ totalRows }).where(eq(imports.id, lease.importId));
  });
}

/**
 * Enters the rows of an import from where it stands to its end. Each batch commits together with how far it is, so that
 * whoever is killed leaves whole batches behind, and the next one goes on after them: to the same result.
 */
export async function enterImport(system: Ctx, lease: Lease, task: Task, clock: () => Date): Promise<void> {
  const at = (): Ctx => ({ ...system, actor: task.actor, now: clock() });
  const opened = await openTask(system, task);
  if (task.row.totalRows === null) await countFirst(at(), lease, () => countRows(opened, MOST_ROWS));
  const run = { importId: task.row.id, poolId: task.row.poolId, plan: task.plan };
  const batches = batchesOf(system, task, opened);
  // The next batch is read while this one is written.
  let coming = batches.next();
  try {
    for (;;) {
      const { value: rows, done } = await coming;
      if (done) break;
      coming = batches.next();
      coming.catch(() => {});
      await commitBatch(at(), lease, run, rows);
    }
  } finally {
    await batches.return(undefined);
  }
  if (task.plan.into === "allocation") {
    await allocateEntered(at, { ...run, hold: (ctx) => holdInName(ctx, lease) });
  }
  await finish(at(), lease);
}

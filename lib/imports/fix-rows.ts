import { and, eq, inArray, sql } from "drizzle-orm";
import { importFixes, importRows, imports, type StoredForecast } from "@/db/schema/imports";
import { actorId, type Ctx, inTx, type TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { instant } from "@/lib/sql-values";
import { allocateEntered } from "./allocate-entered";
import { addTo, freshMemory, judgeRows } from "./check-import";
import { enterBatch } from "./enter-batch";
import { IMPORT_LOCK } from "./enter-import";
import type { FileFacts } from "./import-types";
import { limitCompared } from "./limit-compared";
import { type StagedRow, stage } from "./open-import";
import type { Outcome } from "./outcome";
import { inSight } from "./queries";
import { readHouse } from "./read-house";
import { rowReader } from "./row";
import type { Mapping } from "./rules";
import type { FixRowsInput } from "./schema";
import { requireTargetPool } from "./target-pool";
import { readTask, type Task } from "./task";
import { tally, writeRows } from "./write-rows";

/** A row that was set right, and what became of it. */
export type FixedRow = Pick<Outcome, "number" | "outcome" | "reasons" | "cells">;

const OPEN = ["checked", "finished", "cancelled", "paused", "failed"] as const;
/** As it lies before the run; afterwards rows are entered at once. */
const BEFORE = "checked";

/** The rows as they stand, of those that were not taken. */
async function lockRows(ctx: TxCtx, importId: string, numbers: readonly number[]) {
  return ctx.db
    .select()
    .from(importRows)
    .where(
      and(
        eq(importRows.importId, importId),
        inArray(importRows.rowNumber, [...numbers]),
        inArray(importRows.outcome, ["rejected", "duplicate"]),
      ),
    )
    .for("no key update");
}

async function keepFixes(ctx: TxCtx, importId: string, rows: readonly StagedRow[]): Promise<void> {
  const values = rows.map(({ number, cells }) => ({
    ...{ importId, rowNumber: number, cells, fixedById: actorId(ctx.actor), at: ctx.now },
  }));
  await ctx.db
    .insert(importFixes)
    .values(values)
    .onConflictDoUpdate({
      target: [importFixes.importId, importFixes.rowNumber],
      set: { cells: sql`excluded.cells`, fixedById: actorId(ctx.actor), at: instant(ctx.now) },
    });
}

/** Reads cells by the plan of an import, without its file: it may be gone. */
async function readCells(ctx: TxCtx, { row, plan }: Task, rows: FixRowsInput["rows"]): Promise<StagedRow[]> {
  const { currency, timeZone, fields } = await readHouse(ctx.db);
  const facts = row.facts as FileFacts | null;
  const mapping = Object.fromEntries(row.mapping.map(({ header, field }) => [header, field])) as Mapping;
  const header = row.mapping.map((column) => column.header);
  const { defaultSource, defaultGrade, zeros, into, keepOrigin } = plan;
  const read = rowReader(header, mapping, {
    ...{ format: facts?.format ?? "csv", defaultCountry: plan.country ?? facts?.country ?? "CN" },
    ...{ defaultSource, defaultGrade, zeros, into, keepOrigin, fields, currency, timeZone, now: ctx.now },
  });
  return rows.map((one) => stage(read, one));
}

async function tryAgain(
  ctx: TxCtx,
  task: Task,
  rows: readonly StagedRow[],
  before: readonly FixedRow[],
): Promise<FixedRow[]> {
  await limitCompared(ctx, rows);
  const judged = await judgeRows(ctx, task, rows, freshMemory(task));
  const forecast: StoredForecast = structuredClone(
    task.row.forecast ?? { rows: 0, created: 0, updated: 0, duplicate: 0, rejected: 0, reasons: {} },
  );
  addTo(forecast, before, -1);
  addTo(forecast, judged);
  const outcomes = judged.map((one): Outcome => ({ ...one, customerId: null, version: null, changes: null }));
  await writeRows(ctx, task.row.id, outcomes, true);
  await ctx.db.update(imports).set({ forecast }).where(eq(imports.id, task.row.id));
  return judged;
}

async function enterAgain(
  ctx: TxCtx,
  task: Task,
  rows: readonly StagedRow[],
  before: readonly FixedRow[],
): Promise<FixedRow[]> {
  const { row, plan } = task;
  const outcomes = await enterBatch(ctx, { importId: row.id, poolId: row.poolId, plan }, rows);
  await writeRows(ctx, row.id, outcomes, true);
  const [now, then] = [tally(outcomes), tally(before)];
  await ctx.db
    .update(imports)
    .set({
      createdCount: sql`${imports.createdCount} + ${now.created - then.created}`,
      updatedCount: sql`${imports.updatedCount} + ${now.updated - then.updated}`,
      duplicateCount: sql`${imports.duplicateCount} + ${now.duplicate - then.duplicate}`,
      rejectedCount: sql`${imports.rejectedCount} + ${now.rejected - then.rejected}`,
    })
    .where(eq(imports.id, row.id));
  return outcomes;
}

async function fix(ctx: TxCtx, input: FixRowsInput): Promise<FixedRow[]> {
  const { importId, rows } = input;
  await ctx.db.execute(sql`select pg_advisory_xact_lock(${IMPORT_LOCK})`);
  const [there] = await ctx.db
    .select({ state: imports.state })
    .from(imports)
    .where(and(eq(imports.id, importId), inSight(ctx)))
    .for("no key update");
  if (!there) throw new DomainError("NOT_FOUND", { what: "import" });
  if (!OPEN.some((state) => state === there.state))
    throw new DomainError("IMPORT_STATE", { state: there.state });
  const task = await readTask(ctx, importId);
  await requireTargetPool(ctx, task.row.poolId, true);
  const stored = await lockRows(
    ctx,
    importId,
    rows.map(({ number }) => number),
  );
  const before = stored.map(
    (row): FixedRow => ({
      ...{ number: row.rowNumber, outcome: row.outcome, reasons: row.reasons ?? [], cells: row.cells ?? [] },
    }),
  );
  const open = new Set(before.map(({ number }) => number));
  const staged = await readCells(
    ctx,
    task,
    rows.filter(({ number }) => open.has(number)),
  );
  if (staged.length === 0) return [];
  await keepFixes(ctx, importId, staged);
  const again = there.state === BEFORE ? tryAgain : enterAgain;
  return again(ctx, task, staged, before);
}

/** Where rows were to be dealt out, those that were entered late are too. */
async function allocateFixed(ctx: Ctx, { importId }: FixRowsInput): Promise<void> {
  const { row, plan } = await readTask(ctx, importId);
  if (plan.into !== "allocation" || row.state === BEFORE) return;
  await allocateEntered(() => ctx, { importId, poolId: row.poolId, hold: async () => {} });
}

/**
 * Sets right the cells of rows that were not taken, and accounts for just these rows anew: before the run it is judged what
 * will become of them, afterwards they are entered. A row that is a customer by now is left alone. IMPORT_STATE while it runs.
 */
export async function fixRows(ctx: Ctx, input: FixRowsInput): Promise<FixedRow[]> {
  authorize(ctx.actor, "customers.import");
  const fixed = await inTx(ctx, (ctx) => once(ctx, "fixRows", input, (ctx) => fix(ctx, input)));
  await allocateFixed(ctx, input);
  return fixed;
}

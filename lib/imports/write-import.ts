import { eq, sql } from "drizzle-orm";
import { newId } from "@/db/columns";
import type { RowOutcome } from "@/db/enums";
import { imports } from "@/db/schema/imports";
import { actorId, type TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { notify } from "@/lib/notifications/notify";
import { enterRows, type ReadyRow } from "./enter-rows";
import { fillRows } from "./fill-rows";
import type { ImportCounts, ImportProgress, ImportResult, StoredReason } from "./import-types";
import type { StagedFile } from "./read-file";
import type { ImportRequest } from "./schema";
import type { TargetPool } from "./target-pool";

const CUSTOMERS_AT_A_TIME = 500;
const ROWS_AT_A_TIME = 2_000;
/** How many of the rows that were not taken the answer itself shows. */
const SHOWN = 50;
/** One import writes at a time, so that two files with the same customers never wait for each other crosswise. */
export const IMPORT_LOCK = 7_430_002;
const PATIENCE_SECONDS = 60;

type Outcome = {
  number: number;
  outcome: RowOutcome;
  reasons: StoredReason[];
  customerId: string | null;
  cells: string[];
};

const LOCK_NOT_AVAILABLE = "55P03";

function isLockTimeout(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ("code" in at && at.code === LOCK_NOT_AVAILABLE) return true;
  }
  return false;
}

/** Waits for the import that is writing; IMPORT_RUNNING when it takes longer than a minute. */
async function takeTurn(ctx: TxCtx): Promise<void> {
  await ctx.db.execute(sql.raw(`set local lock_timeout = '${PATIENCE_SECONDS}s'`));
  try {
    await ctx.db.execute(sql`select pg_advisory_xact_lock(${IMPORT_LOCK})`);
  } catch (error) {
    throw isLockTimeout(error) ? new DomainError("IMPORT_RUNNING") : error;
  }
  await ctx.db.execute(sql`set local lock_timeout to default`);
}

/** Parts the rows: those refused, those whose customer stands further up in the file, and the rest. */
function sort(file: StagedFile): { ready: ReadyRow[]; settled: Outcome[] } {
  const firstWith = new Map<string, number>();
  const ready: ReadyRow[] = [];
  const settled: Outcome[] = [];
  for (const { number, cells, customer, reasons } of file.rows) {
    const base = { number, cells, customerId: null };
    if (!customer) {
      settled.push({ ...base, outcome: "rejected", reasons });
      continue;
    }
    const first = firstWith.get(customer.identityKey);
    if (first === undefined) {
      firstWith.set(customer.identityKey, number);
      ready.push({ number, cells, customer });
    } else {
      const reason = { code: "same_as_row", field: "row", value: String(first) };
      settled.push({ ...base, outcome: "duplicate", reasons: [reason] });
    }
  }
  return { ready, settled };
}

async function writeCustomers(
  ctx: TxCtx,
  poolId: string,
  ready: readonly ReadyRow[],
  fillEmpty: boolean,
  tell: (progress: ImportProgress) => void,
): Promise<Outcome[]> {
  const created = new Map<number, string>();
  for (let from = 0; from < ready.length; from += CUSTOMERS_AT_A_TIME) {
    const entered = await enterRows(ctx, poolId, ready.slice(from, from + CUSTOMERS_AT_A_TIME));
    for (const [number, id] of entered) created.set(number, id);
    const done = Math.min(ready.length, from + CUSTOMERS_AT_A_TIME);
    tell({ stage: "writing", done, total: ready.length });
  }
  const there = ready.filter(({ number }) => !created.has(number));
  const updated = fillEmpty ? await fillRows(ctx, poolId, there) : new Map<number, string>();
  return ready.map(({ number, cells }): Outcome => {
    const row = { number, cells, reasons: [] };
    const createdId = created.get(number);
    if (createdId) return { ...row, outcome: "created", customerId: createdId };
    const updatedId = updated.get(number);
    if (updatedId) return { ...row, outcome: "updated", customerId: updatedId };
    // Whose it is, or that it is in somebody's hands, is not for every importer to know.
    return { ...row, outcome: "duplicate", reasons: [{ code: "exists", field: "row" }], customerId: null };
  });
}

async function writeRows(ctx: TxCtx, importId: string, outcomes: readonly Outcome[]): Promise<void> {
  for (let from = 0; from < outcomes.length; from += ROWS_AT_A_TIME) {
    const rows = outcomes.slice(from, from + ROWS_AT_A_TIME).map((row) => ({
      row_number: row.number,
      outcome: row.outcome,
      reasons: row.reasons.length > 0 ? row.reasons : null,
      customer_id: row.customerId,
      cells: row.customerId === null ? row.cells : null,
    }));
    await ctx.db.execute(sql`
      insert into import_rows (import_id, row_number, outcome, reasons, customer_id, cells)
      select ${importId}::uuid, r.row_number, r.outcome, nullif(r.reasons, 'null'), r.customer_id, nullif(r.cells, 'null')
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r (row_number integer, outcome text, reasons jsonb, customer_id uuid, cells jsonb)`);
  }
}

function countsOf(outcomes: readonly Outcome[]): ImportCounts {
  const counts = { rows: outcomes.length, created: 0, updated: 0, duplicate: 0, rejected: 0 };
  for (const { outcome } of outcomes) counts[outcome] += 1;
  return counts;
}

async function openImport(ctx: TxCtx, request: ImportRequest, file: StagedFile): Promise<string> {
  const id = newId();
  await ctx.db.insert(imports).values({
    ...{ id, poolId: request.poolId, fileName: request.fileName, fileHash: file.hash },
    ...{ encoding: file.facts.encoding, mapping: file.mapping, state: "running" },
    ...{ startedById: actorId(ctx.actor), startedAt: ctx.now },
  });
  return id;
}

async function closeImport(
  ctx: TxCtx,
  importId: string,
  fileName: string,
  counts: ImportCounts,
): Promise<void> {
  const { rows, created, updated, duplicate, rejected } = counts;
  await ctx.db
    .update(imports)
    .set({
      ...{ state: "finished", finishedAt: ctx.now, rowCount: rows, createdCount: created },
      ...{ updatedCount: updated, duplicateCount: duplicate, rejectedCount: rejected },
    })
    .where(eq(imports.id, importId));
  const userId = actorId(ctx.actor);
  if (userId === null) return;
  const params = { file: fileName, importId, ...counts };
  await notify(ctx, [{ userId, kind: "import_finished", params, dedupeKey: `import_finished:${importId}` }]);
}

/** Writes what was read, in the caller's transaction: the customers, what became of every row, and the counts. */
export async function writeImport(
  ctx: TxCtx,
  request: ImportRequest,
  pool: TargetPool,
  file: StagedFile,
  tell: (progress: ImportProgress) => void,
): Promise<ImportResult> {
  await takeTurn(ctx);
  const importId = await openImport(ctx, request, file);
  const { ready, settled } = sort(file);
  const written = await writeCustomers(ctx, pool.id, ready, request.options.fillEmpty, tell);
  const outcomes = [...settled, ...written].sort((a, b) => a.number - b.number);
  await writeRows(ctx, importId, outcomes);
  const counts = countsOf(outcomes);
  await closeImport(ctx, importId, request.fileName, counts);
  const { sheets: _sheets, ...facts } = file.facts;
  const of = (wanted: RowOutcome) => outcomes.filter(({ outcome }) => outcome === wanted).slice(0, SHOWN);
  const skipped = [...of("rejected"), ...of("duplicate")].slice(0, SHOWN);
  return {
    ...{ importId, poolId: pool.id, poolName: pool.name, fileName: request.fileName, ...facts, ...counts },
    skipped: skipped.map(({ number, outcome, reasons, cells }) => ({ number, outcome, reasons, cells })),
  };
}

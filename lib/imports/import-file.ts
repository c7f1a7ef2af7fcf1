import { setTimeout as sleep } from "node:timers/promises";
import { eq } from "drizzle-orm";

import { importFixes, importRows, imports } from "@/db/schema/imports";
import { type Ctx, inTx } from "@/lib/context";
import { DomainError, type ErrorCode } from "@/lib/errors";
import { authorize } from "@/lib/permissions";
import type { ImportCounts, ImportDetails, ImportResult, SkippedRow } from "./import-types";
import { ACTIVE_STATES } from "./progress";
import { getImport, listImportRows } from "./queries";
import { runImports } from "./run-imports";
import { ImportFileInput } from "./schema";
import { checkImport, startImport } from "./start-import";

/** How many of the rows that were not taken the answer itself shows. */
const SHOWN = 50;

async function skippedOf(ctx: Ctx, importId: string): Promise<SkippedRow[]> {
  const rejected = await listImportRows(ctx, { importId, outcomes: ["rejected"], limit: SHOWN });
  const more = SHOWN - rejected.length;
  if (more === 0) return rejected;
  return [...rejected, ...(await listImportRows(ctx, { importId, outcomes: ["duplicate"], limit: more }))];
}

const countsOf = ({ rows, created, updated, duplicate, rejected }: ImportCounts): ImportCounts => ({
  ...{ rows, created, updated, duplicate, rejected },
});

async function resultOf(ctx: Ctx, file: ImportDetails, dryRun: boolean): Promise<ImportResult> {
  if (file.failure) throw new DomainError(file.failure.code as ErrorCode, file.failure.params);
  const { facts, poolId, poolName, fileName } = file;
  const counts = dryRun ? file.forecast : file;
  if (!facts || !counts) throw new DomainError("IMPORT_STATE", { state: file.state });
  const { sheets: _sheets, ...read } = facts;
  const skipped = await skippedOf(ctx, file.id);
  return {
    ...{ importId: dryRun ? null : file.id, poolId, poolName, fileName, ...read, ...countsOf(counts) },
    skipped: skipped.map(({ number, outcome, reasons, cells }) => ({ number, outcome, reasons, cells })),
  };
}

/** Nothing is left of a dry run that nobody looks at again. */
async function forget(ctx: Ctx, importId: string): Promise<void> {
  await inTx(ctx, async (ctx) => {
    await ctx.db.delete(importRows).where(eq(importRows.importId, importId));
    await ctx.db.delete(importFixes).where(eq(importFixes.importId, importId));
    await ctx.db.delete(imports).where(eq(imports.id, importId));
  });
}

const LOOK_AGAIN_MS = 300;

/** Works on an import until it rests, or waits for whoever is working on it; `tell` hears how far it is. */
async function untilAtRest(
  ctx: Ctx,
  importId: string,
  { tell = () => {}, clock }: Waiting,
): Promise<ImportDetails> {
  const system: Ctx = { ...ctx, actor: { kind: "system", job: "cli" } };
  const beat = setInterval(() => void getImport(ctx, { importId }).then(tell, () => {}), LOOK_AGAIN_MS);
  try {
    for (;;) {
      await runImports(system, { importId, ...(clock ? { clock } : {}) });
      const file = await getImport(ctx, { importId });
      if (!ACTIVE_STATES.includes(file.state)) return file;
      await sleep(LOOK_AGAIN_MS);
    }
  } finally {
    clearInterval(beat);
  }
}

export type Waiting = { tell?: (file: ImportDetails) => void; clock?: () => Date };

/**
 * Imports a stored file and waits for its end, for the command line: every row becomes a customer, adds to one of the pool,
 * is a duplicate, or is rejected with its reasons, and the counts add up to the rows. The same file again creates nothing.
 * A file that can't be read to its end leaves nothing. Throws IMPORT_FILE_UNREADABLE, IMPORT_MAPPING_INCOMPLETE and
 * NOT_A_MEMBER.
 */
export async function importFile(
  ctx: Ctx,
  input: ImportFileInput,
  waiting: Waiting = {},
): Promise<ImportResult> {
  authorize(ctx.actor, "customers.import");
  const { fileId, poolId, mapping, options } = ImportFileInput.parse(input);
  const { dryRun, ...given } = options;
  const plan = { ...given, ...(mapping ? { mapping } : {}) };
  const begin = dryRun ? checkImport : startImport;
  const { importId } = await begin(ctx, { fileId, poolId, plan });
  const result = await resultOf(ctx, await untilAtRest(ctx, importId, waiting), dryRun);
  if (dryRun) await forget(ctx, importId);
  return result;
}

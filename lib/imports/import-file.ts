import { type Ctx, inTx, type TxCtx } from "@/lib/context";
import { readFields } from "@/lib/custom-fields/read-defs";
import { once } from "@/lib/operations";
import { readCurrency } from "@/lib/organization/read-currency";
import { authorize } from "@/lib/permissions";
import type { ImportProgress, ImportResult } from "./import-types";
import { readFile } from "./read-file";
import { ImportFileInput } from "./schema";
import { requireTargetPool } from "./target-pool";
import { writeImport } from "./write-import";

/** Carries the answer of a dry run out of the transaction that it takes back. */
class TakenBack extends Error {
  constructor(readonly result: ImportResult) {
    super("dry run");
  }
}

async function rehearse(ctx: Ctx, work: (ctx: TxCtx) => Promise<ImportResult>): Promise<ImportResult> {
  try {
    return await inTx(ctx, async (ctx) => {
      throw new TakenBack(await work(ctx));
    });
  } catch (error) {
    if (error instanceof TakenBack) return { ...error.result, importId: null };
    throw error;
  }
}

/**
 * Imports a CSV or XLSX into a pool, wholly or not at all: every row becomes a customer, adds to one of the pool where
 * nothing stood, is a duplicate, or is rejected with its reasons, and the counts add up to the rows. The same file again
 * creates nothing. `tell` hears how far it is. Throws IMPORT_FILE_UNREADABLE, IMPORT_MAPPING_INCOMPLETE, NOT_A_MEMBER
 * for a manager outside the pool, and IMPORT_RUNNING when another import writes for longer than a minute.
 */
export async function importFile(
  ctx: Ctx,
  input: ImportFileInput,
  tell: (progress: ImportProgress) => void = () => {},
): Promise<ImportResult> {
  authorize(ctx.actor, "customers.import");
  const request = ImportFileInput.parse(input);
  await requireTargetPool(ctx, request.poolId);
  const file = await readFile(request, tell, {
    fields: await readFields(ctx.db),
    currency: await readCurrency(ctx.db),
  });
  const work = async (ctx: TxCtx) => {
    const pool = await requireTargetPool(ctx, request.poolId, true);
    return writeImport(ctx, request, pool, file, tell);
  };
  if (request.options.dryRun) return rehearse(ctx, work);
  const { bytes: _bytes, ...asked } = request;
  return once(ctx, "importFile", { ...asked, hash: file.hash }, (ctx) => inTx(ctx, work));
}

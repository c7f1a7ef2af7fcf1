import { and, eq } from "drizzle-orm";
import { newId } from "@/db/columns";
import type { ImportState } from "@/db/enums";
import { importFixes, importRows, imports } from "@/db/schema/imports";
import { actorId, type Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { kick } from "./kick";
import { openImport } from "./open-import";
import { inSight } from "./queries";
import { readHouse } from "./read-house";
import { CheckImportInput, type ImportPlan, StartImportInput } from "./schema";
import type { Steered } from "./steer-import";
import { requireWhole, storedBytes } from "./stored-file";
import { requireTargetPool } from "./target-pool";
import { openedColumns } from "./task";

/** An import as it is to be kept: its plan with everything decided that was left open, so that a second run decides the same. */
async function drawUp(ctx: Ctx, input: { fileId: string; poolId: string; plan: ImportPlan }) {
  await requireTargetPool(ctx, input.poolId);
  const file = await requireWhole(ctx, input.fileId);
  const source = storedBytes(ctx.db, file);
  const { fileName, encoding } = file;
  const opened = await openImport(
    ctx.db,
    { source, fileName, encoding },
    input.plan,
    await readHouse(ctx.db),
    ctx.now,
  );
  const { facts } = opened;
  const table = {
    ...(facts.encoding ? { encoding: facts.encoding } : {}),
    ...(facts.delimiter ? { delimiter: facts.delimiter } : {}),
    ...(facts.sheet === null ? {} : { sheet: facts.sheet }),
    headerRow: facts.headerRow,
  };
  const mapping = Object.fromEntries(opened.mapping.map(({ header, field }) => [header, field]));
  const plan = { ...input.plan, table, mapping, country: facts.country };
  return {
    ...{ poolId: input.poolId, fileId: file.id, fileName: file.fileName, fileHash: file.hash, plan },
    ...openedColumns(opened),
  };
}

async function enter(
  ctx: Ctx,
  drawn: Awaited<ReturnType<typeof drawUp>>,
  state: ImportState,
): Promise<Steered> {
  const id = newId();
  const by = { startedById: actorId(ctx.actor), startedAt: ctx.now };
  await ctx.db.insert(imports).values({ id, ...drawn, ...by, state });
  return { importId: id, state };
}

/**
 * Has counted what an import of a stored file would do, without doing it; with `importId` a dry run is made again under
 * another plan. IMPORT_FILE_UNREADABLE, IMPORT_FILE_GONE, IMPORT_MAPPING_INCOMPLETE, NOT_A_MEMBER, IMPORT_STATE.
 */
export async function checkImport(ctx: Ctx, input: CheckImportInput): Promise<Steered> {
  authorize(ctx.actor, "customers.import");
  const { importId, ...asked } = CheckImportInput.parse(input);
  const drawn = await drawUp(ctx, asked);
  const checked = await once(ctx, "checkImport", { importId, ...asked }, async (ctx): Promise<Steered> => {
    if (!importId) return enter(ctx, drawn, "checking");
    const [row] = await ctx.db
      .select({ state: imports.state })
      .from(imports)
      .where(and(eq(imports.id, importId), inSight(ctx)))
      .for("no key update");
    if (!row) throw new DomainError("NOT_FOUND", { what: "import" });
    if (row.state !== "checked" && row.state !== "checking") {
      throw new DomainError("IMPORT_STATE", { state: row.state });
    }
    // What was set right in cells holds for the columns as they were.
    await ctx.db.delete(importFixes).where(eq(importFixes.importId, importId));
    await ctx.db.delete(importRows).where(eq(importRows.importId, importId));
    const anew = { forecast: null, totalRows: null, rowCount: 0, leaseId: null, leasedUntil: null };
    await ctx.db
      .update(imports)
      .set({ ...drawn, ...anew, state: "checking" })
      .where(eq(imports.id, importId));
    return { importId, state: "checking" };
  });
  await kick(ctx, "run-imports");
  return checked;
}

/**
 * Has a stored file entered without a dry run before it. The same operation key again answers the same import.
 * IMPORT_FILE_UNREADABLE, IMPORT_FILE_GONE, IMPORT_MAPPING_INCOMPLETE, NOT_A_MEMBER.
 */
export async function startImport(ctx: Ctx, input: StartImportInput): Promise<Steered> {
  authorize(ctx.actor, "customers.import");
  const asked = StartImportInput.parse(input);
  const drawn = await drawUp(ctx, asked);
  const started = await once(ctx, "startImport", asked, (ctx) => enter(ctx, drawn, "waiting"));
  await kick(ctx, "run-imports");
  return started;
}

import { eq, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { importFixes, imports } from "@/db/schema/imports";
import { users } from "@/db/schema/people";
import { actorId, type Ctx, type TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { type Actor, authorize } from "@/lib/permissions";
import { keepSmall } from "./keep-small";
import { holdImport, type Lease } from "./lease";
import { type OpenedImport, openImport, type StagedRow } from "./open-import";
import { readHouse } from "./read-house";
import { ImportPlan } from "./schema";
import { stagedBatches } from "./staged-batches";
import { requireWhole, storedBytes } from "./stored-file";

const COLLECT_EVERY = 5_000;

export type StoredImport = typeof imports.$inferSelect;

/** An import as whoever works on it needs it. */
export type Task = { row: StoredImport; plan: ImportPlan; actor: Actor; undoer: Actor | null };

async function readActor(ctx: Ctx, id: string | null): Promise<Actor | null> {
  if (id === null) return null;
  const [user] = await ctx.db.select().from(users).where(eq(users.id, id));
  if (!user || user.deactivatedAt !== null) throw new DomainError("USER_INACTIVE");
  const actor: Actor = { kind: "user", id: user.id, role: user.role, teamId: user.teamId };
  // Whose role no longer lets him import stops at the next step, as he would by hand.
  authorize(actor, "customers.import");
  return actor;
}

/**
 * Locks the import for a step that commits with it, in the name of the actor: who has left since, or may import no more,
 * goes no further. Throws Stopped, USER_INACTIVE, FORBIDDEN.
 */
export async function holdInName(ctx: TxCtx, lease: Lease): Promise<void> {
  await holdImport(ctx, lease);
  await readActor(ctx, actorId(ctx.actor));
}

/** Reads an import and in whose name it works: his who started it, for what came by the command line the system's. */
export async function readTask(ctx: Ctx, importId: string): Promise<Task> {
  const [row] = await ctx.db.select().from(imports).where(eq(imports.id, importId));
  if (!row) throw new DomainError("NOT_FOUND", { what: "import" });
  const undoing = row.state === "undoing";
  const actor = undoing ? null : await readActor(ctx, row.startedById);
  const undoer = undoing ? await readActor(ctx, row.undoneById) : null;
  return { row, plan: ImportPlan.parse(row.plan), actor: actor ?? ctx.actor, undoer };
}

/** Opens the stored file of an import as its plan says. */
export async function openTask(ctx: Ctx, { row, plan }: Task): Promise<OpenedImport> {
  if (row.fileId === null) throw new DomainError("IMPORT_FILE_GONE", { file: row.fileName });
  const file = await requireWhole({ ...ctx, actor: { kind: "system", job: "run-imports" } }, row.fileId);
  const source = storedBytes(ctx.db, file);
  const { fileName, encoding } = file;
  // By the day on which it was sent: a run that is resumed decides as it did before.
  return openImport(ctx.db, { source, fileName, encoding }, plan, await readHouse(ctx.db), row.startedAt);
}

async function readFixes(ctx: Ctx, importId: string): Promise<Map<number, string[]>> {
  const rows = await ctx.db
    .select({ number: importFixes.rowNumber, cells: importFixes.cells })
    .from(importFixes)
    .where(eq(importFixes.importId, importId));
  return new Map(rows.map(({ number, cells }) => [number, cells]));
}

/** The rows below the one that was reached, batch by batch, with the cells that somebody has set right. */
export async function* batchesOf(ctx: Ctx, { row }: Task, opened: OpenedImport): AsyncGenerator<StagedRow[]> {
  yield* stagedBatches(opened, row.reachedRow, await readFixes(ctx, row.id));
}

/** How many rows the file has; reads it to its end, so that what is wrong there shows before anything is entered. */
export async function countRows(opened: OpenedImport, limit: number): Promise<number> {
  let rows = 0;
  for await (const _ of opened.table.rows) {
    rows += 1;
    if (rows % COLLECT_EVERY === 0) keepSmall();
    if (rows > limit) break;
  }
  return rows;
}

/** What was asked of an import, kept with how its file was read. */
export const openedColumns = (opened: OpenedImport) => ({
  ...{ facts: opened.facts, headerKey: opened.headerKey, encoding: opened.facts.encoding },
  mapping: opened.mapping,
});

/** Adds to the counts of an import. */
export const plus = (column: AnyPgColumn, more: number) => sql`${column} + ${more}`;

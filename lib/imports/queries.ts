import { and, asc, desc, eq, gt, inArray, isNotNull, lt, ne, type SQL, sql } from "drizzle-orm";
import type { RowOutcome } from "@/db/enums";
import { customers } from "@/db/schema/customers";
import { importRows, imports } from "@/db/schema/imports";
import { users } from "@/db/schema/people";
import { pools } from "@/db/schema/pools";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { authorize } from "@/lib/permissions";
import type { FileFacts, ImportDetails, ImportRow, SkippedRow } from "./import-types";
import { ACTIVE_STATES } from "./progress";
import { type ImportInput, ImportPlan } from "./schema";

const PAGE = 50;
const ROWS_AT_A_TIME = 1_000;

/** The rows of a file hold phones: a manager sees the files that he imported, an admin all. */
export function inSight(ctx: Ctx): SQL | undefined {
  const { actor } = ctx;
  return actor.kind === "system" || actor.role === "admin" ? undefined : eq(imports.startedById, actor.id);
}

function readImports(ctx: Ctx, where: SQL | undefined, limit: number): Promise<ImportRow[]> {
  return ctx.db
    .select({
      ...{ id: imports.id, poolId: imports.poolId, poolName: pools.name, fileName: imports.fileName },
      ...{ state: imports.state, rows: imports.rowCount, created: imports.createdCount },
      totalRows: imports.totalRows,
      ...{
        updated: imports.updatedCount,
        duplicate: imports.duplicateCount,
        rejected: imports.rejectedCount,
      },
      ...{ startedByName: users.name, startedAt: imports.startedAt, finishedAt: imports.finishedAt },
    })
    .from(imports)
    .innerJoin(pools, eq(pools.id, imports.poolId))
    .leftJoin(users, eq(users.id, imports.startedById))
    .where(and(inSight(ctx), where))
    .orderBy(desc(imports.id))
    .limit(limit);
}

/** The imports that the actor may see, latest first; `nextCursor` asks for the page after. */
export async function listImports(
  ctx: Ctx,
  input: { cursor?: string | undefined } = {},
): Promise<{ imports: ImportRow[]; nextCursor: string | null }> {
  authorize(ctx.actor, "customers.import");
  const after = input.cursor ? lt(imports.id, input.cursor) : undefined;
  const rows = await readImports(ctx, after, PAGE + 1);
  const shown = rows.slice(0, PAGE);
  return { imports: shown, nextCursor: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null };
}

/** How many new customers lie in the pool though they were to have an owner; while it runs nobody counts. */
async function countPlaced(
  ctx: Ctx,
  { id, state, created }: ImportRow,
  { into }: ImportPlan,
): Promise<number> {
  if (into === "pool" || created === 0 || ACTIVE_STATES.includes(state)) return 0;
  const placed = and(eq(importRows.outcome, "created"), isNotNull(importRows.reasons));
  return ctx.db.$count(importRows, and(eq(importRows.importId, id), placed));
}

/** One import with what was asked of its file, and how far it is. NOT_FOUND when it isn't in sight. */
export async function getImport(ctx: Ctx, input: ImportInput): Promise<ImportDetails> {
  authorize(ctx.actor, "customers.import");
  const [row] = await readImports(ctx, eq(imports.id, input.importId), 1);
  const [file] = await ctx.db.select().from(imports).where(eq(imports.id, input.importId));
  if (!row || !file) throw new DomainError("NOT_FOUND", { what: "import" });
  const { mapping, encoding, fileId, failure } = file;
  const plan = ImportPlan.catch(ImportPlan.parse({})).parse(file.plan);
  return {
    ...row,
    ...{ fileId, encoding, mapping, header: mapping.map(({ header }) => header) },
    nameColumn: mapping.findIndex(({ field }) => field === "name"),
    ...{ plan, placed: await countPlaced(ctx, row, plan) },
    facts: file.facts as FileFacts | null,
    forecast: file.forecast,
    failure: failure === null ? null : { code: failure, params: file.failureParams ?? {} },
    ...{ undone: file.undoneCount, kept: file.keptCount, undoneAt: file.undoneAt },
  };
}

/** Whether a pool has rules of allocation in force, and whether these deal out by themselves. */
const ALLOCATES = sql<"auto" | "asked" | null>`(select case
  when not jsonb_path_exists(p.document, '$.allocationRules[*] ? (@.on == true)') then null
  when (p.document->>'autoAllocate')::boolean then 'auto' else 'asked' end
  from policies p where p.pool_id = ${pools.id} order by p.version desc limit 1)`;

export type TargetChoice = { id: string; name: string; allocates: "auto" | "asked" | null };

/** The pools that the actor may import into, in their order. */
export async function listTargetPools(ctx: Ctx): Promise<TargetChoice[]> {
  authorize(ctx.actor, "customers.import");
  const { actor } = ctx;
  const all = actor.kind === "system" || actor.role === "admin";
  const mine = sql`exists (select from pool_members m where m.pool_id = ${pools.id}
    and m.user_id = ${all ? null : actor.id}::uuid)`;
  return ctx.db
    .select({ id: pools.id, name: pools.name, allocates: ALLOCATES })
    .from(pools)
    .where(and(sql`${pools.archivedAt} is null`, all ? undefined : mine))
    .orderBy(asc(pools.position), asc(pools.id));
}

type RowsInput = ImportInput & {
  outcomes: readonly RowOutcome[];
  /** Only those that an undo left as they are, or new customers that lie in the pool though an owner was asked for. */
  only?: "kept" | "placed";
  after?: number;
  limit?: number;
};

/** Rows of an import in the order of the file, from the one after `after` on. NOT_FOUND when it isn't in sight. */
export async function listImportRows(ctx: Ctx, input: RowsInput): Promise<SkippedRow[]> {
  authorize(ctx.actor, "customers.import");
  await getImport(ctx, input);
  const rows = await ctx.db
    .select({ row: importRows, customerName: customers.name })
    .from(importRows)
    .leftJoin(customers, eq(customers.id, importRows.customerId))
    .where(
      and(
        eq(importRows.importId, input.importId),
        inArray(importRows.outcome, [...input.outcomes]),
        gt(importRows.rowNumber, input.after ?? 0),
        input.only === "kept" ? and(isNotNull(importRows.undo), ne(importRows.undo, "undone")) : undefined,
        input.only === "placed" ? isNotNull(importRows.reasons) : undefined,
      ),
    )
    .orderBy(asc(importRows.rowNumber))
    .limit(input.limit ?? ROWS_AT_A_TIME);
  return rows.map(({ row, customerName }) => {
    const { rowNumber, outcome, reasons, cells, fixed, customerId, undo } = row;
    const of = { number: rowNumber, outcome, reasons: reasons ?? [], cells: cells ?? [] };
    return { ...of, fixed, customerId, customerName, undo };
  });
}

/** The same rows to the last, a thousand at a time, for a file to download. */
export async function* eachImportRow(ctx: Ctx, input: RowsInput): AsyncGenerator<SkippedRow[]> {
  for (let after = input.after ?? 0; ; ) {
    const rows = await listImportRows(ctx, { ...input, after });
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    after = last.number;
  }
}

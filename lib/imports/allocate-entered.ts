import { sql } from "drizzle-orm";
import { allocateBatch } from "@/lib/allocation/allocate-batch";
import { BATCH } from "@/lib/allocation/schema";
import { type Ctx, inTx, type TxCtx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { uuids } from "@/lib/sql-values";
import { finishSweep } from "@/lib/sweeps/record-sweep";
import type { StoredReason } from "./import-types";
import { keepSmall } from "./keep-small";
import { requireTargetPool } from "./target-pool";

/** Whose customers are dealt out; `hold` locks the import for a step, or throws when it is no longer ours to work on. */
export type Dealt = { importId: string; poolId: string; hold: (ctx: TxCtx) => Promise<void> };

type Row = { row_number: number; customer_id: string };

/** Those that lie in the pool as the import put them there. */
const nextRows = (ctx: TxCtx, { importId, poolId }: Dealt, after: number): Promise<Row[]> =>
  ctx.db.execute<Row>(sql`
    select r.row_number, r.customer_id from import_rows r join customers c on c.id = r.customer_id
    where r.import_id = ${importId}::uuid and r.outcome = 'created' and r.row_number > ${after}
      and c.state = 'pooled' and c.pool_id = ${poolId}::uuid and c.version = r.version
    order by r.row_number limit ${BATCH}`);

const LEFT: StoredReason[] = [{ code: "not_allocated", field: "owner" }];

/** What was given has a version of its own now, by which an undo knows it; what was left says so. */
async function note(ctx: TxCtx, importId: string, given: readonly string[], left: readonly string[]) {
  await ctx.db.execute(sql`
    update import_rows r set version = c.version, reasons = null from customers c
    where r.import_id = ${importId}::uuid and r.customer_id = any (${uuids(given)}) and c.id = r.customer_id`);
  await ctx.db.execute(sql`
    update import_rows r set reasons = ${JSON.stringify(LEFT)}::jsonb
    where r.import_id = ${importId}::uuid and r.customer_id = any (${uuids(left)}) and r.outcome = 'created'`);
}

/** Where a walk over the rows stands, and the run to which its gifts belong. */
type Walk = { after: number; runId: string | null };

async function step(ctx: TxCtx, dealt: Dealt, { after, runId: begun }: Walk): Promise<Walk | null> {
  await dealt.hold(ctx);
  await requireTargetPool(ctx, dealt.poolId, true);
  const rows = await nextRows(ctx, dealt, after);
  const ids = rows.map((row) => row.customer_id);
  if (ids.length === 0) return null;
  const { outcomes, runId } = await allocateBatch(ctx, dealt.poolId, ids, begun);
  const idsOf = (ok: boolean) => outcomes.flatMap((one) => (one.ok === ok ? [one.customerId] : []));
  await note(ctx, dealt.importId, idsOf(true), idsOf(false));
  return { after: rows.at(-1)?.row_number ?? after, runId: runId ?? begun };
}

/**
 * Gives what an import has put into its pool to the pool's people, by the rules of allocation in force and in the name of
 * whoever imports; what no rule can give stays in the pool and says so. Cut off it is begun again: what was given no longer lies there.
 */
export async function allocateEntered(at: () => Ctx, dealt: Dealt): Promise<void> {
  authorize(at().actor, "customers.assign");
  let walk: Walk = { after: 0, runId: null };
  for (;;) {
    const from = walk;
    const next = await inTx(at(), (ctx) => step(ctx, dealt, from));
    if (!next) break;
    walk = next;
    keepSmall();
  }
  if (walk.runId) await finishSweep(at(), walk.runId);
}

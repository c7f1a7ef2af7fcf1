import { eq, type SQL, sql } from "drizzle-orm";
import { sweeps } from "@/db/schema/sweeps";
import { type Ctx, inTx, type TxCtx } from "@/lib/context";
import { lockReps } from "@/lib/ledger/lock-reps";
import { moveCustomers } from "@/lib/ledger/move-customers";
import type { Move } from "@/lib/ledger/move-statement";
import { uuids } from "@/lib/sql-values";

const BATCH = 500;

/** The event of this sweep that is the last one of the customer `c`, of a kind that the undo takes back. */
const lastOf = (sweepId: string, kind: "invalidated" | "moved", of: SQL): SQL => sql`
  from events e where e.customer_id = ${of}.id and e.version = ${of}.version and e.sweep_id = ${sweepId}::uuid
    and e.kind = ${kind} and e.actor_kind = 'system'`;

/** Back into circulation, or back into the pool that it came from. */
const backOf = (sweepId: string, kind: "invalidated" | "moved"): Pick<Move, "kind" | "poolId"> =>
  kind === "invalidated"
    ? { kind: "restored" }
    : { kind: "moved", poolId: sql`(select e.from_pool_id ${lastOf(sweepId, kind, sql`t`)})` };

/** Puts back a batch of what lies as the sweep left it; whether there may be more. Whoever is at one of them is waited for. */
async function undoBatch(ctx: TxCtx, sweepId: string, kind: "invalidated" | "moved"): Promise<boolean> {
  await lockReps(ctx, []);
  await ctx.db.execute(sql`select from sweeps where id = ${sweepId}::uuid for no key update`);
  const rows = await ctx.db.execute<{ id: string }>(sql`
    select c.id from events m join customers c on c.id = m.customer_id and c.version = m.version
    join pools po on po.id = m.from_pool_id and po.archived_at is null
    where m.sweep_id = ${sweepId}::uuid and m.kind = ${kind} and m.actor_kind = 'system' order by m.seq limit ${BATCH}`);
  if (rows.length === 0) return false;
  const moved = await moveCustomers(ctx, {
    ...backOf(sweepId, kind),
    where: sql`c.id = any (${uuids(rows.map(({ id }) => id))}) and exists (select ${lastOf(sweepId, kind, sql`c`)})`,
    sweepId,
  });
  await ctx.db
    .update(sweeps)
    .set({ restoredCount: sql`${sweeps.restoredCount} + ${moved.length}` })
    .where(eq(sweeps.id, sweepId));
  return moved.length > 0 && rows.length === BATCH;
}

/** Puts back into the pools what a clean-up took out of them and nobody has touched since; its stay begins anew, and lasts a day at least. */
export async function undoCleanUp(ctx: Ctx, sweepId: string, kind: "invalidated" | "moved"): Promise<void> {
  while (await inTx(ctx, (ctx) => undoBatch(ctx, sweepId, kind)));
}

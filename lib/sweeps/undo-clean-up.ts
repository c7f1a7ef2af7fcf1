import { eq, type SQL, sql } from "drizzle-orm";
import { sweeps } from "@/db/schema/sweeps";
import { type Ctx, inTx, type TxCtx } from "@/lib/context";
import { lockReps } from "@/lib/ledger/lock-reps";
import { moveCustomers } from "@/lib/ledger/move-customers";
import type { Move } from "@/lib/ledger/move-statement";

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

async function undoBatch(ctx: TxCtx, sweepId: string, kind: "invalidated" | "moved"): Promise<number> {
  await lockReps(ctx, []);
  await ctx.db.execute(sql`select from sweeps where id = ${sweepId}::uuid for no key update`);
  const moved = await moveCustomers(ctx, {
    ...backOf(sweepId, kind),
    where: sql`exists (select ${lastOf(sweepId, kind, sql`c`)} and exists (select from pools po
      where po.id = e.from_pool_id and po.archived_at is null))`,
    ...{ limit: BATCH, sweepId },
  });
  await ctx.db
    .update(sweeps)
    .set({ restoredCount: sql`${sweeps.restoredCount} + ${moved.length}` })
    .where(eq(sweeps.id, sweepId));
  return moved.length;
}

/** Puts back into the pools what a clean-up took out of them and nobody has touched since; its stay begins anew. */
export async function undoCleanUp(ctx: Ctx, sweepId: string, kind: "invalidated" | "moved"): Promise<void> {
  for (;;) {
    const done = await inTx(ctx, (ctx) => undoBatch(ctx, sweepId, kind));
    if (done < BATCH) return;
  }
}

import { eq, sql } from "drizzle-orm";
import { sweeps } from "@/db/schema/sweeps";
import { type Ctx, inTx, type TxCtx } from "@/lib/context";
import { lockReps } from "@/lib/ledger/lock-reps";
import { moveCustomers } from "@/lib/ledger/move-customers";
import { AS_ASSIGNED, ASSIGNED_UNDER } from "@/lib/ownership/as-assigned";
import { tellUnassigned } from "@/lib/ownership/tell-unassigned";
import { uuids } from "@/lib/sql-values";

const BATCH = 500;

type Row = { id: string; name: string; pool_name: string };

/** Takes back from one person what the run gave him and he has not worked on, at most a batch; whether there may be more. */
async function takeBack(ctx: TxCtx, sweepId: string, ownerId: string): Promise<boolean> {
  await lockReps(ctx, [ownerId]);
  await ctx.db.execute(sql`select from sweeps where id = ${sweepId}::uuid for no key update`);
  const rows = await ctx.db.execute<Row>(sql`
    select c.id, c.name, po.name as pool_name from events m
    join customers c on c.id = m.customer_id and c.version = m.version join pools po on po.id = c.pool_id
    where m.sweep_id = ${sweepId}::uuid and m.kind = 'assigned' and m.to_owner_id = ${ownerId}::uuid and ${AS_ASSIGNED}
    order by m.seq limit ${BATCH}`);
  if (rows.length === 0) return false;
  const moved = await moveCustomers(ctx, {
    kind: "assign_undone",
    where: sql`c.id = any (${uuids(rows.map(({ id }) => id))}) and c.owner_id = ${ownerId}::uuid and ${AS_ASSIGNED}
      and exists (select from events m where m.customer_id = c.id and m.version = c.version and m.sweep_id = ${sweepId}::uuid)`,
    ...{ sweepId, policyId: ASSIGNED_UNDER },
  });
  const gone = new Set(moved.map(({ id }) => id));
  await tellUnassigned(
    ctx,
    rows
      .filter(({ id }) => gone.has(id))
      .map(({ id, name, pool_name: poolName }) => ({ id, name, ownerId, poolName })),
  );
  await ctx.db
    .update(sweeps)
    .set({ restoredCount: sql`${sweeps.restoredCount} + ${moved.length}` })
    .where(eq(sweeps.id, sweepId));
  return moved.length > 0 && rows.length === BATCH;
}

/** Takes what a run of allocation gave back into its pools, person by person in transactions of their own. */
export async function undoAllocations(ctx: Ctx, sweepId: string): Promise<void> {
  const owners = await ctx.db.execute<{ id: string }>(sql`
    select distinct to_owner_id as id from events where sweep_id = ${sweepId}::uuid and kind = 'assigned' order by 1`);
  for (const { id } of owners) {
    while (await inTx(ctx, (ctx) => takeBack(ctx, sweepId, id)));
  }
}

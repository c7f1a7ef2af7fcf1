import { type SQL, sql } from "drizzle-orm";
import { newId } from "@/db/columns";
import type { GuardedJob } from "@/db/enums";
import { sweepHolds } from "@/db/schema/sweeps";
import type { TxCtx } from "@/lib/context";
import { announce } from "@/lib/live/announce";
import { notify } from "@/lib/notifications/notify";

export type Surplus = {
  poolId: string;
  job: GuardedJob;
  policyId: string;
  expected: number;
  ceiling: number;
  found: number;
};

/** Whom it concerns: the admins, who decide, and of a clean-up those who lead the pool, too: they are told of each. */
const TOLD: Record<GuardedJob, SQL> = {
  "reclaim-due": sql`u.role = 'admin'`,
  "clean-up-pools": sql`(u.role = 'admin' or u.role = 'manager'
    and exists (select from pool_members m where m.pool_id = p.id and m.user_id = u.id))`,
};

/** Stops the sweeps of a job in a pool until an admin decides, and tells once whom it concerns. */
export async function holdSweep(ctx: TxCtx, surplus: Surplus): Promise<void> {
  const { poolId, job, policyId, expected, ceiling, found } = surplus;
  const [hold] = await ctx.db
    .insert(sweepHolds)
    .values({
      ...{ id: newId(), poolId, job, policyId, state: "waiting", heldAt: ctx.now },
      ...{ expectedCount: expected, ceiling, foundCount: found },
    })
    .onConflictDoNothing()
    .returning({ id: sweepHolds.id });
  if (!hold) return;
  const told = await ctx.db.execute<{ id: string; pool: string }>(sql`
    select u.id, p.name as pool from users u cross join pools p
    where u.deactivated_at is null and p.id = ${poolId}::uuid and ${TOLD[job]} order by u.id`);
  await notify(
    ctx,
    told.map(({ id, pool }) => ({
      ...{ userId: id, kind: "sweep_held" as const, dedupeKey: `held:${hold.id}` },
      params: { pool, poolId, job, expected, ceiling, count: found },
    })),
  );
  announce(ctx, { kind: "sweep_held", customers: null, owners: [], pools: [poolId] });
}

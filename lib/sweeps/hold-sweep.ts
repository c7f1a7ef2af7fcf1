import { sql } from "drizzle-orm";
import { newId } from "@/db/columns";
import { sweepHolds } from "@/db/schema/sweeps";
import type { TxCtx } from "@/lib/context";
import { announce } from "@/lib/live/announce";
import { notify } from "@/lib/notifications/notify";

export type Surplus = { poolId: string; policyId: string; expected: number; ceiling: number; found: number };

/** Stops the sweeps of a pool until an admin decides, and tells the admins once. */
export async function holdSweep(ctx: TxCtx, surplus: Surplus): Promise<void> {
  const { poolId, policyId, expected, ceiling, found } = surplus;
  const [hold] = await ctx.db
    .insert(sweepHolds)
    .values({
      ...{ id: newId(), poolId, policyId, state: "waiting", heldAt: ctx.now },
      ...{ expectedCount: expected, ceiling, foundCount: found },
    })
    .onConflictDoNothing()
    .returning({ id: sweepHolds.id });
  if (!hold) return;
  const admins = await ctx.db.execute<{ id: string; pool: string }>(sql`
    select u.id, p.name as pool from users u cross join pools p
    where u.role = 'admin' and u.deactivated_at is null and p.id = ${poolId}::uuid`);
  await notify(
    ctx,
    admins.map(({ id, pool }) => ({
      ...{ userId: id, kind: "sweep_held" as const, dedupeKey: `held:${hold.id}` },
      params: { pool, poolId, expected, count: found },
    })),
  );
  announce(ctx, { kind: "sweep_held", customers: null, owners: [], pools: [poolId] });
}

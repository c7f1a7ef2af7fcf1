import { and, eq, isNull, sql } from "drizzle-orm";
import { newId } from "@/db/columns";
import { pools } from "@/db/schema/pools";
import { reclaimPauses } from "@/db/schema/sweeps";
import { actorId, type Ctx, type TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { POLICY_LOCK } from "@/lib/ledger/lock-reps";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { tellPaused } from "./pauses";
import type { PauseReclaimsInput } from "./schema";

async function requirePool(ctx: TxCtx, poolId: string): Promise<void> {
  const [pool] = await ctx.db
    .select({ id: pools.id })
    .from(pools)
    .where(and(eq(pools.id, poolId), isNull(pools.archivedAt)));
  if (!pool) throw new DomainError("NOT_FOUND", { what: "pool" });
}

/**
 * Stops the reclaims of a pool, or of all, at once and until they are resumed: nobody loses a customer or is reminded,
 * nothing is cleaned up or dealt out by itself, and the clocks stand still. A batch that is being moved is waited for. CONFLICT when they are paused already.
 */
export async function pauseReclaims(ctx: Ctx, input: PauseReclaimsInput): Promise<{ pauseId: string }> {
  authorize(ctx.actor, "sweeps.manage");
  return once(ctx, "pauseReclaims", input, async (ctx) => {
    const { poolId, note } = input;
    if (poolId) await requirePool(ctx, poolId);
    // Alone with the policies for one insert: whoever takes or computes a deadline comes before it or sees it.
    await ctx.db.execute(sql`select pg_advisory_xact_lock(${POLICY_LOCK})`);
    const [pause] = await ctx.db
      .insert(reclaimPauses)
      .values({ id: newId(), poolId, fromAt: ctx.now, note, startedById: actorId(ctx.actor) })
      .onConflictDoNothing()
      .returning({ id: reclaimPauses.id });
    if (!pause) throw new DomainError("CONFLICT", { reason: "paused" });
    await tellPaused(ctx, "reclaims_paused", poolId);
    return { pauseId: pause.id };
  });
}

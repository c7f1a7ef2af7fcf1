import { sql } from "drizzle-orm";
import { newId } from "@/db/columns";
import { reclaimPauses } from "@/db/schema/sweeps";
import { actorId, type Ctx } from "@/lib/context";
import { POLICY_LOCK } from "@/lib/ledger/lock-reps";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { decide, requireWaiting } from "./decide-sweep";
import { tellPaused } from "./pauses";
import type { DecideSweepInput } from "./schema";

/**
 * Refuses a sweep that stopped and asked: the pool is paused until somebody resumes it, from when its reclaims stopped,
 * or from now when it was a clean-up that did and reclaims went on. What is due then is asked about anew. CONFLICT when
 * somebody has decided already.
 */
export async function declineSweep(ctx: Ctx, input: DecideSweepInput): Promise<{ poolId: string }> {
  authorize(ctx.actor, "sweeps.manage");
  return once(ctx, "declineSweep", input, async (ctx) => {
    // As every pause: a batch of the pool's other job that is being taken comes before it.
    await ctx.db.execute(sql`select pg_advisory_xact_lock(${POLICY_LOCK})`);
    const { poolId, job, heldAt } = await requireWaiting(ctx, input.holdId);
    const fromAt = job === "reclaim-due" ? heldAt : ctx.now;
    await decide(ctx, input, "declined");
    await ctx.db
      .insert(reclaimPauses)
      .values({ id: newId(), poolId, fromAt, note: input.note, startedById: actorId(ctx.actor) })
      .onConflictDoNothing();
    await tellPaused(ctx, "reclaims_paused", poolId);
    return { poolId };
  });
}

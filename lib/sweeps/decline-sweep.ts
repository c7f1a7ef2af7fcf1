import { newId } from "@/db/columns";
import { reclaimPauses } from "@/db/schema/sweeps";
import { actorId, type Ctx } from "@/lib/context";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { decide, requireWaiting } from "./decide-sweep";
import type { DecideSweepInput } from "./schema";

/**
 * Refuses a sweep that stopped and asked: the pool's reclaims are paused, from when it stopped until somebody resumes
 * them. What is due then is asked about anew. CONFLICT when somebody has decided already.
 */
export async function declineSweep(ctx: Ctx, input: DecideSweepInput): Promise<{ poolId: string }> {
  authorize(ctx.actor, "sweeps.manage");
  return once(ctx, "declineSweep", input, async (ctx) => {
    const { poolId, heldAt } = await requireWaiting(ctx, input.holdId);
    await decide(ctx, input, "declined");
    await ctx.db
      .insert(reclaimPauses)
      .values({ id: newId(), poolId, fromAt: heldAt, note: input.note, startedById: actorId(ctx.actor) })
      .onConflictDoNothing();
    return { poolId };
  });
}

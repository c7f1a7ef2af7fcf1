import { and, eq, isNull, sql } from "drizzle-orm";
import { reclaimPauses } from "@/db/schema/sweeps";
import { actorId, type Ctx } from "@/lib/context";
import { refreshDeadlines } from "@/lib/deadlines/refresh-deadlines";
import { DomainError } from "@/lib/errors";
import { POLICY_LOCK } from "@/lib/ledger/lock-reps";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { instant } from "@/lib/sql-values";
import { settlePauses, tellPaused } from "./pauses";
import type { ResumeReclaimsInput } from "./schema";

/**
 * Lets the reclaims of a pool, or of all, go on: the stretch in which they were paused counts for no clock, and the
 * deadlines are computed anew before anything is taken. CONFLICT when they are not paused.
 */
export async function resumeReclaims(ctx: Ctx, input: ResumeReclaimsInput): Promise<{ refreshed: number }> {
  authorize(ctx.actor, "sweeps.manage");
  await once(ctx, "resumeReclaims", input, async (ctx) => {
    const { poolId } = input;
    // Whoever has computed a deadline without the pause has committed: what follows finds and marks it.
    await ctx.db.execute(sql`select pg_advisory_xact_lock(${POLICY_LOCK})`);
    const running = poolId ? eq(reclaimPauses.poolId, poolId) : isNull(reclaimPauses.poolId);
    const [pause] = await ctx.db
      .update(reclaimPauses)
      .set({
        untilAt: sql`greatest(${reclaimPauses.fromAt}, ${instant(ctx.now)})`,
        endedById: actorId(ctx.actor),
      })
      .where(and(running, isNull(reclaimPauses.untilAt)))
      .returning({ id: reclaimPauses.id });
    if (!pause) throw new DomainError("CONFLICT", { reason: "not_paused" });
    await tellPaused(ctx, "reclaims_resumed", poolId);
    return {};
  });
  await settlePauses(ctx);
  return { refreshed: await refreshDeadlines(ctx) };
}

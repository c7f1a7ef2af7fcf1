import { eq, sql } from "drizzle-orm";
import { thresholdChanges } from "@/db/schema/approval";
import { type Ctx, inTx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { addMs } from "@/lib/time";
import { THRESHOLD_WAIT_MS } from "./rules";
import { lockThreshold, settleWaiting } from "./threshold";

/**
 * Puts a loosened threshold in force whose asker has been the only active admin for a day. The day begins when he is seen
 * to be alone, and is forgotten as soon as there is another admin, who then has to approve.
 */
export async function settleThreshold(ctx: Ctx): Promise<{ settled: boolean }> {
  authorize(ctx.actor, "jobs.run");
  return inTx(ctx, async (ctx) => {
    const [any] = await ctx.db.execute(sql`select 1 from threshold_changes where state = 'waiting'`);
    if (!any) return { settled: false };
    const { waiting, others: admins } = await lockThreshold(ctx);
    if (!waiting) return { settled: false };
    const alone = admins.length === 1 && admins[0] === waiting.askedById;
    if (alone && waiting.effectiveAt && waiting.effectiveAt <= ctx.now) {
      await settleWaiting(ctx, waiting, { state: "in_force", settledById: null });
      return { settled: true };
    }
    const effectiveAt = alone ? (waiting.effectiveAt ?? addMs(ctx.now, THRESHOLD_WAIT_MS)) : null;
    if (effectiveAt?.getTime() !== waiting.effectiveAt?.getTime()) {
      await ctx.db.update(thresholdChanges).set({ effectiveAt }).where(eq(thresholdChanges.id, waiting.id));
    }
    return { settled: false };
  });
}

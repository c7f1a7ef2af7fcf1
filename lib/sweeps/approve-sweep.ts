import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { readInForce } from "@/lib/deadlines/refresh-deadlines";
import { lockReps } from "@/lib/ledger/lock-reps";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { decide, requireWaiting } from "./decide-sweep";
import { dueUnder } from "./due";
import { openDay, todayOf } from "./foreseen";
import type { DecideSweepInput } from "./schema";

/**
 * Lets a sweep go that stopped and asked: what is due now may be taken today beyond what was foreseen, and the next run
 * takes it. Answers how many those are. CONFLICT when somebody has decided already.
 */
export async function approveSweep(ctx: Ctx, input: DecideSweepInput): Promise<{ due: number }> {
  authorize(ctx.actor, "sweeps.manage");
  return once(ctx, "approveSweep", input, async (ctx) => {
    await lockReps(ctx, []);
    const { poolId } = await requireWaiting(ctx, input.holdId);
    const policy = (await readInForce(ctx.db)).get(poolId);
    let due = 0;
    if (policy) {
      const today = todayOf(ctx, poolId, policy.timeZone);
      const { taken } = await openDay(ctx, today);
      const [row] = await ctx.db.execute<{ n: number }>(
        sql`select count(*)::int as n from customers c where ${dueUnder(policy.id, ctx.now)}`,
      );
      due = row?.n ?? 0;
      await ctx.db.execute(sql`
        update reclaim_days set approved = approved + ${taken + due}
        where pool_id = ${poolId}::uuid and day_on = ${today.on}::date`);
    }
    await decide(ctx, input, "approved");
    return { due };
  });
}

import { type SQL, sql } from "drizzle-orm";
import type { GuardedJob } from "@/db/enums";
import { readCleanings } from "@/lib/clean-up/acting-rules";
import type { Ctx, TxCtx } from "@/lib/context";
import { readInForce } from "@/lib/deadlines/refresh-deadlines";
import { lockReps } from "@/lib/ledger/lock-reps";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { decide, requireWaiting } from "./decide-sweep";
import { dueUnder } from "./due";
import { countApproved, openDay, todayOf } from "./foreseen";
import type { DecideSweepInput } from "./schema";

/** Whom the job takes from the pool now, as a condition on the customers `c`; null when no rule is in force there. */
async function readDue(
  ctx: TxCtx,
  { poolId, job }: { poolId: string; job: GuardedJob },
): Promise<{ due: SQL; timeZone: string } | null> {
  if (job === "clean-up-pools") {
    const [cleaning] = await readCleanings(ctx.db, { now: ctx.now, poolId });
    return cleaning ?? null;
  }
  const policy = (await readInForce(ctx.db)).get(poolId);
  return policy ? { due: dueUnder(policy.id, ctx.now), timeZone: policy.timeZone } : null;
}

/**
 * Lets a sweep go that stopped and asked: what is due now may be taken today beyond what was foreseen, and the next run
 * takes it. Answers how many those are. CONFLICT when somebody has decided already.
 */
export async function approveSweep(ctx: Ctx, input: DecideSweepInput): Promise<{ due: number }> {
  authorize(ctx.actor, "sweeps.manage");
  return once(ctx, "approveSweep", input, async (ctx) => {
    await lockReps(ctx, []);
    const { poolId, job } = await requireWaiting(ctx, input.holdId);
    const found = await readDue(ctx, { poolId, job });
    let due = 0;
    if (found) {
      const today = todayOf(ctx, { poolId, job, timeZone: found.timeZone });
      const { taken } = await openDay(ctx, today);
      const [row] = await ctx.db.execute<{ n: number }>(
        sql`select count(*)::int as n from customers c where ${found.due}`,
      );
      due = row?.n ?? 0;
      await countApproved(ctx, today, taken + due);
    }
    await decide(ctx, input, "approved");
    return { due };
  });
}

import { type SQL, sql } from "drizzle-orm";
import type { GuardedJob } from "@/db/enums";
import type { TxCtx } from "@/lib/context";
import type { Guard } from "@/lib/policies/guard";
import { openDay, todayOf } from "./foreseen";
import { holdSweep } from "./hold-sweep";
import { ceilingOf, expectedOf } from "./rules";
import { isStopped } from "./stops";

/** What a job finds due in a pool: the condition on the customers `c`, and what guards it by which policy. */
export type Guarded = {
  poolId: string;
  job: GuardedJob;
  policyId: string;
  timeZone: string;
  guard: Guard;
  due: SQL;
};

/** So many customers `c` meet the condition, counted no further than `most`. */
async function countDue(ctx: TxCtx, due: SQL, most: number | null): Promise<number> {
  const [row] = await ctx.db.execute<{ n: number }>(
    sql`select count(*)::int as n from (select from customers c where ${due} limit ${most}) d`,
  );
  return row?.n ?? 0;
}

/**
 * How many of the customers that are due a sweep may take from the pool now, asked in the transaction that takes them.
 * None while the pool is paused or waits for a decision. If today's would be more than was foreseen by the policy's
 * factor, it stops here and asks. Two sweeps at once are counted one after the other.
 */
export async function roomToSweep(ctx: TxCtx, guarded: Guarded): Promise<number> {
  const { poolId, job, policyId, guard, due } = guarded;
  if (await isStopped(ctx, guarded)) return 0;
  if (guard.factor === null) return Number.POSITIVE_INFINITY;
  const day = await openDay(ctx, todayOf(ctx, guarded));
  const ceiling = ceilingOf(guard, day) ?? 0;
  const found = await countDue(ctx, due, Math.max(0, ceiling - day.taken) + 1);
  if (day.taken + found <= ceiling) return found;
  const all = day.taken + (await countDue(ctx, due, null));
  await holdSweep(ctx, { poolId, job, policyId, expected: expectedOf(day), ceiling, found: all });
  return 0;
}

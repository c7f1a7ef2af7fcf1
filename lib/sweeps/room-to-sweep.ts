import { type SQL, sql } from "drizzle-orm";
import type { TxCtx } from "@/lib/context";
import type { InForce } from "@/lib/deadlines/on-the-clock";
import { openDay, todayOf } from "./foreseen";
import { holdSweep } from "./hold-sweep";
import { ceilingOf, expectedOf } from "./rules";
import { isStopped } from "./stops";

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
export async function roomToSweep(
  ctx: TxCtx,
  pool: { poolId: string; policy: InForce; due: SQL },
): Promise<number> {
  const { poolId, policy, due } = pool;
  if (await isStopped(ctx, poolId)) return 0;
  const { guard } = policy.document;
  if (guard.factor === null) return Number.POSITIVE_INFINITY;
  const day = await openDay(ctx, todayOf(ctx, poolId, policy.timeZone));
  const ceiling = ceilingOf(guard, day) ?? 0;
  const found = await countDue(ctx, due, Math.max(0, ceiling - day.taken) + 1);
  if (day.taken + found <= ceiling) return found;
  const all = day.taken + (await countDue(ctx, due, null));
  await holdSweep(ctx, { poolId, policyId: policy.id, expected: expectedOf(day), ceiling, found: all });
  return 0;
}

import { type SQL, sql } from "drizzle-orm";
import type { Ctx, TxCtx } from "@/lib/context";
import { orderBy } from "@/lib/customers/keyset";
import { POOL_ORDERS } from "@/lib/customers/pool-conditions";
import { DomainError } from "@/lib/errors";
import { lockReps } from "@/lib/ledger/lock-reps";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import type { Standing } from "@/lib/quotas/read-standing";
import { requirePool } from "@/lib/quotas/require-pool";
import { quotaFrom } from "@/lib/quotas/rules";
import { requirePerson } from "@/lib/require-person";
import { allOf, instant } from "@/lib/sql-values";
import { addMs, HOUR } from "@/lib/time";
import { claimByFacts } from "./claim-customer";
import type { Held } from "./give-to";
import { coolingSql } from "./last-loss";
import { readOwnershipFacts } from "./read-facts";
import type { ClaimNextInput } from "./schema";

/** What of the pool the person could claim, as far as it depends on the customer: no freeze, no decision, no cool-down. */
function claimable(standing: Standing, me: string, now: Date): SQL {
  const { policy, timeZone, pool } = standing;
  return allOf([
    sql`c.state = 'pooled' and c.pool_id = ${pool.id}::uuid`,
    policy.freezeHours > 0
      ? sql`c.pooled_at <= ${instant(addMs(now, -policy.freezeHours * HOUR))}`
      : undefined,
    policy.bounceGuard === null
      ? undefined
      : sql`(c.bounce_count < ${policy.bounceGuard}::int or c.bounce_count <= c.lifted_bounces)`,
    sql`c.id not in (select l.customer_id from (${coolingSql(me, now, policy.coolDownDays, timeZone)}) l)`,
  ]);
}

/** The next that nobody else is working on, locked. */
async function lockNext(ctx: TxCtx, where: SQL): Promise<string | null> {
  const [row] = await ctx.db.execute<{ id: string }>(sql`
    select c.id from customers c where ${where} order by ${orderBy(POOL_ORDERS.grade)} limit 1 for no key update skip locked`);
  return row?.id ?? null;
}

/**
 * Moves the next customer of a pool into the actor's hands, the best grade and of it the newest first, within his quotas.
 * Of many who ask at the same time everybody gets another one; NOTHING_TO_CLAIM when none is left for him.
 */
export async function claimNext(ctx: Ctx, input: ClaimNextInput): Promise<Held> {
  authorize(ctx.actor, "customers.claim");
  const me = requirePerson(ctx.actor);
  return once(ctx, "claimNext", input, async (ctx) => {
    await lockReps(ctx, [me]);
    const standing = await requirePool(ctx, input.poolId);
    const { refusal } = quotaFrom(standing, ctx.now);
    if (refusal) throw new DomainError(refusal.code, refusal.params);
    const id = await lockNext(ctx, claimable(standing, me, ctx.now));
    const [facts] = id ? await readOwnershipFacts(ctx, me, [id]) : [];
    if (!facts) throw new DomainError("NOTHING_TO_CLAIM");
    return claimByFacts(ctx, facts);
  });
}

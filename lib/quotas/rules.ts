import {
  capOf,
  dailyUse,
  type InPool,
  type LastLoss,
  type Refusal,
  refuseClaim,
  weeklyUse,
} from "@/lib/ownership/rules";
import type { Standing } from "./read-standing";
import type { PoolQuota, Use } from "./types";

/** A use of a limit as it is shown. */
export const asUse = (use: { claimed: number; limit: number; resetsAt: Date } | null): Use | null =>
  use && { used: use.claimed, limit: use.limit, resetsAt: use.resetsAt };

/** Why a person who stands so in the pool can't claim a customer that lies so in it and that he lost then, or null. */
export function refusePooled(
  standing: Standing,
  inPool: InPool,
  lastLoss: LastLoss | null,
  now: Date,
): Refusal | null {
  return refuseClaim({
    ...{ now, inPool, lastLoss, timeZone: standing.timeZone, policy: standing.policy, usage: standing.usage },
    ...{ member: standing.member, active: standing.active },
    customer: { state: "pooled", ownerName: null, isMine: false, heldSince: null },
  });
}

/** How many more the person may claim now by cap and limits; null is without limit. */
function leftOf(cap: number | null, held: number, uses: readonly (Use | null)[]): number | null {
  const lefts = uses.flatMap((use) => (use ? [use.limit - use.used] : []));
  if (cap !== null) lefts.push(cap - held);
  return lefts.length === 0 ? null : Math.max(0, Math.min(...lefts));
}

/** No customer in particular: only what the person has used decides. */
const NOWHERE: InPool = { pooledAt: null, bounceCount: 0, liftedBounces: 0 };

/** The quota of a pool as its policy and the person's use of it make it. */
export function quotaFrom(standing: Standing, now: Date): Omit<PoolQuota, "coolDowns"> {
  const { policy, usage, timeZone } = standing;
  const today = asUse(dailyUse(policy, usage, now, timeZone));
  const week = asUse(weeklyUse(policy, usage, now, timeZone));
  const cap = capOf(policy, usage);
  return {
    pool: standing.pool,
    policyVersion: standing.policyVersion,
    held: usage.held,
    cap,
    notCounted: policy.won.countsTowardsCap ? 0 : standing.won,
    today,
    week,
    left: standing.member && standing.active ? leftOf(cap, usage.held, [today, week]) : 0,
    refusal: refusePooled(standing, NOWHERE, null, now),
    coolDownDays: policy.coolDownDays,
    protections: {
      ...{ used: standing.protecting, limit: policy.protection.maxCustomers },
      maxDays: policy.protection.maxDays,
    },
  };
}

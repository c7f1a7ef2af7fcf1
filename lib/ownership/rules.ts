import type { CustomerState } from "@/db/enums";
import type { ErrorCode, ErrorParams } from "@/lib/errors";
import type { PolicyDocument } from "@/lib/policies/schema";
import { addDays, addMs, HOUR, startOfDay, startOfWeek } from "@/lib/time";

/** How long after a claim it can be taken back by the interface, in milliseconds. */
export const UNDO_WINDOW_MS = 10_000;
/** What the network may eat of it. */
export const UNDO_GRACE_MS = 5_000;

/** What one rep has and has used in one pool. */
export type Usage = {
  /** Held customers that count towards the cap. */
  held: number;
  /** Claims of the last eight days, undone ones left out. */
  claims: readonly Date[];
  /** The person's own cap, over the policy's. */
  ownCap: number | null;
};

export type ClaimFacts = {
  now: Date;
  timeZone: string;
  policy: PolicyDocument;
  member: boolean;
  active: boolean;
  usage: Usage;
  customer: { state: CustomerState; ownerName: string | null; isMine: boolean; heldSince: Date | null };
  inPool: InPool;
  lastLoss: LastLoss | null;
};

/** Since when the customer lies in the pool, how often it went back, and up to which return a manager has opened it. */
export type InPool = { pooledAt: Date | null; bounceCount: number; liftedBounces: number };

/** When the rep last lost the customer; the days are those of the rule that took it, null for the policy's. */
export type LastLoss = { at: Date; coolDownDays: number | null };

export type Refusal = { code: ErrorCode; params: ErrorParams };

const refuse = (code: ErrorCode, params: ErrorParams = {}): Refusal => ({ code, params });

/** The cap that holds for the person: his own if he has one, else the policy's; null is none. */
export const capOf = (policy: PolicyDocument, usage: Usage): number | null =>
  usage.ownCap ?? policy.holdingCap;

/** Why the person can't hold one more customer of the pool, or null. */
export function refuseOneMore(policy: PolicyDocument, usage: Usage): Refusal | null {
  const cap = capOf(policy, usage);
  if (cap === null || usage.held < cap) return null;
  return refuse("HOLDING_CAP_REACHED", { held: usage.held, cap });
}

/** Claims made since the instant. */
const claimedSince = (usage: Usage, since: Date) => usage.claims.filter((at) => at >= since).length;

export type LimitUse = { claimed: number; limit: number; resetsAt: Date };

/** Today's claims against the daily limit; null when there is no limit. */
export function dailyUse(policy: PolicyDocument, usage: Usage, now: Date, timeZone: string): LimitUse | null {
  if (policy.claimLimits.perDay === null) return null;
  const today = startOfDay(now, timeZone);
  return {
    claimed: claimedSince(usage, today),
    limit: policy.claimLimits.perDay,
    resetsAt: startOfDay(addDays(today, 1, timeZone), timeZone),
  };
}

/** This week's claims against the weekly limit; null when there is no limit. */
export function weeklyUse(
  policy: PolicyDocument,
  usage: Usage,
  now: Date,
  timeZone: string,
): LimitUse | null {
  if (policy.claimLimits.perWeek === null) return null;
  const monday = startOfWeek(now, timeZone);
  return {
    claimed: claimedSince(usage, monday),
    limit: policy.claimLimits.perWeek,
    resetsAt: startOfDay(addDays(monday, 7, timeZone), timeZone),
  };
}

function refuseByLimits(policy: PolicyDocument, usage: Usage, now: Date, timeZone: string): Refusal | null {
  const day = dailyUse(policy, usage, now, timeZone);
  if (day && day.claimed >= day.limit) {
    return refuse("DAILY_LIMIT_REACHED", {
      used: day.claimed,
      limit: day.limit,
      resetsAt: day.resetsAt.toISOString(),
    });
  }
  const week = weeklyUse(policy, usage, now, timeZone);
  if (week && week.claimed >= week.limit) {
    return refuse("WEEKLY_LIMIT_REACHED", {
      used: week.claimed,
      limit: week.limit,
      resetsAt: week.resetsAt.toISOString(),
    });
  }
  return null;
}

/** How many days a former owner has to wait: those of the rule that took the customer from him, or the policy's. */
export const coolDownOf = (policy: PolicyDocument, lastLoss: LastLoss | null): number =>
  lastLoss?.coolDownDays ?? policy.coolDownDays;

/** Until when a former owner has to leave the customer to others; null when he may claim it. */
export function coolingUntil(
  policy: PolicyDocument,
  lastLoss: LastLoss | null,
  now: Date,
  timeZone: string,
): Date | null {
  const days = coolDownOf(policy, lastLoss);
  if (!lastLoss || days === 0) return null;
  const until = addDays(lastLoss.at, days, timeZone);
  return until > now ? until : null;
}

/** Until when nobody claims what has just come into the pool; null when its freeze is over. */
export function frozenUntil(policy: PolicyDocument, { pooledAt }: InPool, now: Date): Date | null {
  if (policy.freezeHours === 0 || !pooledAt) return null;
  const until = addMs(pooledAt, policy.freezeHours * HOUR);
  return until > now ? until : null;
}

/** Whether it went back so often that a manager has to decide, and none has since. */
export const awaitsDecision = ({ bounceGuard }: PolicyDocument, { bounceCount, liftedBounces }: InPool) =>
  bounceGuard !== null && bounceCount >= bounceGuard && bounceCount > liftedBounces;

/** Why nobody can claim it at present, whoever he is. */
function refuseByPool({ policy, inPool, now }: ClaimFacts): Refusal | null {
  const until = frozenUntil(policy, inPool, now);
  if (until) return refuse("FROZEN", { until: until.toISOString(), hours: policy.freezeHours });
  return awaitsDecision(policy, inPool)
    ? refuse("AWAITS_DECISION", { bounces: inPool.bounceCount, limit: policy.bounceGuard ?? 0 })
    : null;
}

function refuseByState({ customer, member, active }: ClaimFacts): Refusal | null {
  if (!active) return refuse("USER_INACTIVE");
  // Who doesn't belong to the pool isn't told who has what of it.
  if (!member && !customer.isMine) return refuse("NOT_A_MEMBER");
  if (customer.state === "owned") {
    return refuse("ALREADY_CLAIMED", {
      ownerName: customer.ownerName,
      mine: customer.isMine,
      claimedAt: customer.heldSince?.toISOString() ?? null,
    });
  }
  return customer.state === "pooled" ? null : refuse("NOT_IN_POOL", { state: customer.state });
}

/** Why the rep can't claim the customer now, with the number, the rule and when it becomes possible; null when he can. */
export function refuseClaim(facts: ClaimFacts): Refusal | null {
  const forAll = refuseByState(facts) ?? refuseByPool(facts);
  if (forAll) return forAll;
  const until = coolingUntil(facts.policy, facts.lastLoss, facts.now, facts.timeZone);
  if (until) {
    return refuse("COOLING_DOWN", {
      until: until.toISOString(),
      since: facts.lastLoss?.at.toISOString() ?? null,
      days: coolDownOf(facts.policy, facts.lastLoss),
    });
  }
  return (
    refuseOneMore(facts.policy, facts.usage) ??
    refuseByLimits(facts.policy, facts.usage, facts.now, facts.timeZone)
  );
}

import type { ErrorCode, ErrorParams } from "@/lib/errors";
import type { PoolQuota, Use } from "@/lib/quotas/types";

/** Refusals that hold for every customer of the pool alike: the quota decides them, not the row. */
const OF_THE_PERSON: readonly ErrorCode[] = [
  "HOLDING_CAP_REACHED",
  "DAILY_LIMIT_REACHED",
  "WEEKLY_LIMIT_REACHED",
  "NOT_A_MEMBER",
  "USER_INACTIVE",
];

const isUsedUp = (use: Use | null): use is Use => use !== null && use.used >= use.limit;

function refusalOf(quota: PoolQuota): PoolQuota["refusal"] {
  const { held, cap, today, week } = quota;
  if (cap !== null && held >= cap) return { code: "HOLDING_CAP_REACHED", params: { held, cap } };
  const limit = (code: ErrorCode, { used, limit, resetsAt }: Use) => ({
    code,
    params: { used, limit, resetsAt: resetsAt.toISOString() },
  });
  if (isUsedUp(today)) return limit("DAILY_LIMIT_REACHED", today);
  return isUsedUp(week) ? limit("WEEKLY_LIMIT_REACHED", week) : null;
}

const LIMITS: readonly ErrorCode[] = OF_THE_PERSON.filter((code) => code.endsWith("_REACHED"));

/** The quota as it will stand after so many claims more, or fewer: what is shown until the server has answered. */
export function spent(quota: PoolQuota, count: number): PoolQuota {
  const more = (use: Use | null) => use && { ...use, used: Math.max(0, use.used + count) };
  const next = { ...quota, held: quota.held + count, today: more(quota.today), week: more(quota.week) };
  // What has nothing to do with numbers stands: who is no member doesn't become one.
  const other = quota.refusal && !LIMITS.includes(quota.refusal.code) ? quota.refusal : null;
  return { ...next, left: other ? quota.left : leftOf(next), refusal: other ?? refusalOf(next) };
}

function leftOf({ held, cap, today, week }: PoolQuota): number | null {
  const lefts = [today, week].flatMap((use) => (use ? [use.limit - use.used] : []));
  if (cap !== null) lefts.push(cap - held);
  return lefts.length === 0 ? null : Math.max(0, Math.min(...lefts));
}

type RowPermit = { ok: true } | { ok: false; error: ErrorCode; params: ErrorParams };

/** Whether a row can be claimed now: the quota is the newer word on what it decides, the row on the rest. */
export function permitOf(row: { claim: RowPermit }, quota: PoolQuota): RowPermit {
  if (!row.claim.ok && !OF_THE_PERSON.includes(row.claim.error)) return row.claim;
  const { refusal } = quota;
  return refusal ? { ok: false, error: refusal.code, params: refusal.params } : { ok: true };
}

/** Which limit lets one claim least: its name and its ticks; null when none does. */
export function bindingLimit(
  quota: PoolQuota,
): { by: "today" | "week" | "cap"; used: number; limit: number } | null {
  const { today, week, cap, held } = quota;
  const limits = [
    ...(today ? [{ by: "today" as const, used: today.used, limit: today.limit }] : []),
    ...(week ? [{ by: "week" as const, used: week.used, limit: week.limit }] : []),
    ...(cap === null ? [] : [{ by: "cap" as const, used: held, limit: cap }]),
  ];
  const [first] = limits.toSorted((a, b) => a.limit - a.used - (b.limit - b.used));
  return first ?? null;
}

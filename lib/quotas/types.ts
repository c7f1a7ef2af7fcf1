import type { Refusal } from "@/lib/ownership/rules";

/** What is used of a limit, and when it starts again. */
export type Use = { used: number; limit: number; resetsAt: Date };

/** A customer that the person lost a short while ago and has to leave to others until then. */
export type CoolDown = { customerId: string; name: string; lostAt: Date; until: Date };

/** What a person has and may still take of one pool. */
export type PoolQuota = {
  pool: { id: string; name: string };
  policyVersion: number;
  /** Customers in hand that count towards the cap. */
  held: number;
  /** Null is no cap. */
  cap: number | null;
  /** Won customers in hand that don't count. */
  notCounted: number;
  today: Use | null;
  week: Use | null;
  /** How many he may claim now; null is without limit. */
  left: number | null;
  /** Why he can claim nothing of this pool now, whatever the customer. */
  refusal: Refusal | null;
  coolDownDays: number;
  coolDowns: CoolDown[];
  protections: { used: number; limit: number; maxDays: number };
};

/** `main` is the pool that the person works in most: the one with most customers in hand, else his first. */
export type Quotas = { pools: PoolQuota[]; main: PoolQuota | null };

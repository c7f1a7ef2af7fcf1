import { type Grade, ROLES, type Role, type Stage } from "@/db/enums";

/** Whether a role may decide more than another. */
export const isHigher = (role: Role, than: Role): boolean => ROLES.indexOf(role) > ROLES.indexOf(than);

/** What decides which customers a receiver with little room gets first. */
export type BookEntry = {
  id: string;
  poolId: string;
  stage: Stage;
  grade: Grade;
  lastFollowUpAt: Date | null;
};

/** Why a customer goes to the pool and not to the receiver. */
export type PoolReason = "nobody_named" | "not_a_member" | "cap_reached";

export type HandoverPlan<T extends BookEntry> = {
  give: T[];
  pool: { entry: T; because: PoolReason }[];
};

const STAGE_ORDER: Record<Stage, number> = {
  won: 0,
  negotiation: 1,
  proposal: 2,
  interested: 3,
  contacted: 4,
  new: 5,
  lost: 6,
};

/** The order in which a receiver's room is filled: the furthest along, then the better grade, then the latest spoken to. */
export function byPromise(a: BookEntry, b: BookEntry): number {
  const last = (entry: BookEntry) => entry.lastFollowUpAt?.getTime() ?? 0;
  return (
    STAGE_ORDER[a.stage] - STAGE_ORDER[b.stage] ||
    a.grade.localeCompare(b.grade) ||
    last(b) - last(a) ||
    (a.id < b.id ? -1 : 1)
  );
}

/**
 * Shares a leaver's book: the receiver gets, of each pool that he belongs to, as many as he has room for there, the
 * most promising first; everything else goes to its pool. `room` is by pool, null where there is no cap, and lacks
 * the pools that he doesn't belong to; without a receiver it is null itself.
 */
export function planHandover<T extends BookEntry>(
  book: readonly T[],
  room: ReadonlyMap<string, number | null> | null,
): HandoverPlan<T> {
  const plan: HandoverPlan<T> = { give: [], pool: [] };
  const used = new Map<string, number>();
  for (const entry of book.toSorted(byPromise)) {
    const free = room?.get(entry.poolId);
    const taken = used.get(entry.poolId) ?? 0;
    if (!room) plan.pool.push({ entry, because: "nobody_named" });
    else if (free === undefined) plan.pool.push({ entry, because: "not_a_member" });
    else if (free !== null && taken >= free) plan.pool.push({ entry, because: "cap_reached" });
    else {
      used.set(entry.poolId, taken + 1);
      plan.give.push(entry);
    }
  }
  return plan;
}

import type { Notice } from "@/lib/notifications/notify";
import type { Deal } from "./read-deal";
import type { Given } from "./types";

const byPerson = (given: readonly Given[]): Given[][] => {
  const groups = new Map<string, Given[]>();
  for (const one of given) groups.set(one.userId, [...(groups.get(one.userId) ?? []), one]);
  return [...groups.values()];
};

/** One notice for each person and batch: of one customer by its name, of several how many and when the first is due. */
export function noticesOf(
  { poolName, poolId }: Pick<Deal, "poolId" | "poolName">,
  given: readonly Given[],
): Notice[] {
  return byPerson(given).flatMap((got): Notice[] => {
    const [first] = got;
    if (!first) return [];
    const { userId, name, customerId, version } = first;
    const [dueAt = null] = got.flatMap((one) => one.dueAt ?? []).sort();
    const notice = { userId, kind: "assigned" as const, dedupeKey: `assigned:${customerId}:${version}` };
    if (got.length === 1) return [{ ...notice, customerId, params: { name, dueAt } }];
    return [{ ...notice, params: { name, dueAt, count: got.length, pool: poolName, poolId } }];
  });
}

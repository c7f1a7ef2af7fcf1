import { type SQL, sql } from "drizzle-orm";
import type { TxCtx } from "@/lib/context";
import { inForceOf } from "@/lib/deadlines/restart-clock";
import { type Moved, moveCustomers } from "@/lib/ledger/move-customers";
import { promised } from "@/lib/ownership/give-to";
import { capOf } from "@/lib/ownership/rules";
import { readStandings, type Standing } from "@/lib/quotas/read-standing";
import { uuids } from "@/lib/sql-values";
import { type LeaverRule, leaverRules } from "./leaver-rules";
import { type BookEntry, type PoolReason, planHandover } from "./rules";

/** What became of one customer of somebody who left. Plain JSON. */
export type HandoverOutcome = {
  customerId: string;
  name: string;
  poolId: string;
  version: number;
  outcome: "transferred" | "departed";
  /** Why it went to the pool; null when it went to the receiver. */
  because: PoolReason | null;
};

/** The rules of a receiver's room: how many more he can hold in each pool that he belongs to; null is no cap. */
export const roomOf = (standings: readonly Standing[]): Map<string, number | null> =>
  new Map(
    standings.map(({ pool, policy, usage }) => {
      const cap = capOf(policy, usage);
      return [pool.id, cap === null ? null : Math.max(0, cap - usage.held)];
    }),
  );

/** Locks everything that a person holds, after his row: nothing of it moves any more until the commit. */
async function lockBook(ctx: TxCtx, leaverId: string): Promise<BookEntry[]> {
  const rows = await ctx.db.execute<Record<string, unknown>>(sql`
    select c.id, c.pool_id, c.stage, c.grade, c.last_follow_up_at from customers c
    where c.owner_id = ${leaverId}::uuid and c.state = 'owned' order by c.id for no key update`);
  return rows.map((row) => ({
    id: String(row.id),
    poolId: String(row.pool_id),
    stage: row.stage as BookEntry["stage"],
    grade: row.grade as BookEntry["grade"],
    lastFollowUpAt: row.last_follow_up_at ? new Date(row.last_follow_up_at as string) : null,
  }));
}

const among = (leaverId: string, ids: readonly string[]): SQL =>
  sql`c.owner_id = ${leaverId}::uuid and c.id = any(${uuids(ids)})`;

/** Everything of one pool goes on its clock in one statement, a thousand as well as one. */
function transferSome(
  ctx: TxCtx,
  leaverId: string,
  receiver: Standing & { userId: string },
  { ids, note }: { ids: readonly string[]; note: string | null },
): Promise<Moved[]> {
  const { policy, policyId, policyVersion, timeZone } = receiver;
  return moveCustomers(ctx, {
    kind: "transferred",
    where: among(leaverId, ids),
    opens: { ownerId: receiver.userId },
    clock: { policy: inForceOf(receiver), going: "in_new_hands" },
    ...{ policyId, reason: "departure", note },
    facts: promised({ policyVersion, cap: capOf(policy, receiver.usage), timeZone }),
  });
}

type Departing = { entry: BookEntry; because: PoolReason; rule: LeaverRule | null };

/** Back to the pool for one reason, or to the pool that the one rule for leavers names. */
async function departSome(
  ctx: TxCtx,
  leaverId: string,
  group: readonly Departing[],
  note: string | null,
): Promise<HandoverOutcome[]> {
  const [first] = group;
  if (!first) return [];
  const { because, rule } = first;
  const moved = await moveCustomers(ctx, {
    kind: "departed",
    where: among(
      leaverId,
      group.map(({ entry }) => entry.id),
    ),
    ...(rule?.poolId ? { poolId: rule.poolId } : {}),
    ...(rule ? { rule: sql`${rule.rule}::text` } : {}),
    ...{ reason: because === "nobody_named" ? null : because, note: note ?? rule?.why ?? null },
    policyId: rule?.policyId ?? sql`t.due_policy_id`,
  });
  return told(moved, "departed", because);
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return [...groups.values()];
}

const told = (moved: readonly Moved[], outcome: HandoverOutcome["outcome"], because: PoolReason | null) =>
  moved.map(({ id, name, toPoolId, version }) => ({
    ...{ customerId: id, name, poolId: toPoolId, version, outcome, because },
  }));

/**
 * Gives a leaver's customers to the receiver as far as he has room in their pools, and the others back to their pools.
 * The caller has locked both people.
 */
export async function handOverBook(
  ctx: TxCtx,
  leaverId: string,
  receiverId: string | null,
  note: string | null,
): Promise<HandoverOutcome[]> {
  const standings = receiverId ? await readStandings(ctx, receiverId) : [];
  const plan = planHandover(await lockBook(ctx, leaverId), receiverId ? roomOf(standings) : null);
  const outcomes: HandoverOutcome[] = [];
  for (const group of groupBy(plan.give, (entry) => entry.poolId)) {
    const [first] = group;
    const standing = standings.find((one) => one.pool.id === first?.poolId);
    if (!first || !standing || !receiverId) continue;
    const some = { ids: group.map((entry) => entry.id), note };
    const moved = await transferSome(ctx, leaverId, { ...standing, userId: receiverId }, some);
    outcomes.push(...told(moved, "transferred", null));
  }
  const rules = await leaverRules(ctx, leaverId);
  const back = plan.pool.map((one) => ({ ...one, rule: rules.get(one.entry.id) ?? null }));
  for (const group of groupBy(back, ({ because, rule }) => `${because} ${rule?.policyId} ${rule?.rule}`)) {
    outcomes.push(...(await departSome(ctx, leaverId, group, note)));
  }
  return outcomes;
}

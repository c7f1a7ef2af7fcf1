import { type SQL, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import type { DeadlineRule } from "@/db/enums";
import type { ClockFacts } from "./rules";

const BATCH = 5_000;

/** A customer in somebody's hands, with everything its deadline follows from but the policy, and the stored deadline. */
export type HeldCustomer = {
  id: string;
  name: string;
  ownerId: string;
  poolId: string;
  clock: Omit<ClockFacts, "grace">;
  stored: { dueAt: Date | null; rule: DeadlineRule | null; from: Date | null; policyId: string | null };
};

type Row = Record<string, unknown> & { pauses: { from: string; until: string }[] | null };

const date = (value: unknown): Date | null => (value ? new Date(value as string) : null);

const toHeld = (row: Row): HeldCustomer => ({
  id: String(row.id),
  name: String(row.name),
  ownerId: String(row.owner_id),
  poolId: String(row.pool_id),
  clock: {
    heldSince: new Date(row.held_since as string),
    qualifiedAt: date(row.qualified_at),
    lastDealAt: date(row.last_deal_at),
    wonAt: date(row.won_at),
    protectedUntil: date(row.protected_until),
    pauses: (row.pauses ?? []).map((p) => ({ from: new Date(p.from), until: new Date(p.until) })),
  },
  stored: {
    dueAt: date(row.due_at),
    rule: row.due_rule as DeadlineRule | null,
    from: date(row.due_from),
    policyId: row.due_policy_id as string | null,
  },
});

/** The held customers that meet a condition on `c`, as one statement sees them; `order` may limit them too. */
export async function readHeld(db: Executor, where: SQL, order: SQL = sql``): Promise<HeldCustomer[]> {
  const rows = await db.execute<Row>(sql`
    select c.id, c.name, c.owner_id, c.pool_id, c.held_since, c.qualified_at, c.last_deal_at, c.won_at, c.protected_until,
      c.due_at, c.due_rule, c.due_from, c.due_policy_id,
      (select json_agg(json_build_object('from', pr.from_at, 'until', least(pr.until_at, pr.lifted_at)) order by pr.from_at)
        from protections pr join tenures t on t.id = pr.tenure_id where pr.customer_id = c.id and t.ended_at is null) as pauses
    from customers c where c.state = 'owned' and (${where}) ${order}`);
  return rows.map(toHeld);
}

/** Every held customer, of one pool or of all, in batches by id; each is read once, as it is when its batch is. */
export async function* heldCustomers(db: Executor, poolId: string | null): AsyncGenerator<HeldCustomer[]> {
  let after = "00000000-0000-0000-0000-000000000000";
  const ofPool = poolId ? sql`and c.pool_id = ${poolId}::uuid` : sql``;
  for (;;) {
    const batch = await readHeld(db, sql`c.id > ${after}::uuid ${ofPool}`, sql`order by c.id limit ${BATCH}`);
    if (batch.length > 0) yield batch;
    const last = batch.at(-1);
    if (!last || batch.length < BATCH) return;
    after = last.id;
  }
}

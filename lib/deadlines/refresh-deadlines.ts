import { type SQL, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { type Ctx, inTx, type TxCtx } from "@/lib/context";
import { lockReps } from "@/lib/ledger/lock-reps";
import { policyOf } from "@/lib/policies/read-policy";
import { uuids } from "@/lib/sql-values";
import { graceOf } from "./grace";
import { knownTo } from "./known";
import type { InForce } from "./on-the-clock";
import { writeDeadlines } from "./write-deadlines";

const BATCH = 2_000;

type Stale = { id: string; pool_id: string };

const held = (name: string): string =>
  `from customers ${name} where ${name}.pool_id = f.pool_id and ${name}.state = 'owned'`;

/**
 * A batch of them, found at either side of the policy in force, and behind the last, in the order of the index of held
 * customers by policy: were they asked for by equality, the planner would take them for many and read all customers.
 */
const STALE: SQL = sql.raw(`
  select stale.id from (select distinct on (pool_id) pool_id, id from policies order by pool_id, version desc) f
  cross join lateral (
    (select s.id ${held("s")} and s.due_policy_id < f.id order by s.due_policy_id limit ${BATCH})
    union all (select s.id ${held("s")} and s.due_policy_id > f.id order by s.due_policy_id limit ${BATCH})
    union all (select s.id from (select n.id, n.due_policy_id ${held("n")} order by n.due_policy_id desc limit ${BATCH}) s
      where s.due_policy_id is null and (select l.due_policy_id is null ${held("l")} order by l.due_policy_id desc limit 1))
  ) stale limit ${BATCH}`);

/**
 * Locks a batch of held customers whose deadline was computed under a policy that is no longer in force, or under
 * none: so a changed time zone, calendar or leave marks them.
 */
async function lockStale(ctx: TxCtx, only: readonly string[] | null): Promise<Stale[]> {
  if (only) {
    return ctx.db.execute<Stale>(sql`
      select c.id, c.pool_id from customers c where c.state = 'owned' and c.id = any (${uuids(only)})
      order by c.id limit ${BATCH} for no key update of c skip locked`);
  }
  return ctx.db.execute<Stale>(sql`
    select c.id, c.pool_id from customers c where c.state = 'owned' and c.id in (${STALE})
    limit ${BATCH} for no key update of c skip locked`);
}

/** A policy from its row: `id`, `document`, `grace` and the organisation's `time_zone`. */
export async function readRules(db: Executor, row: Record<string, unknown>): Promise<InForce> {
  const rules = { document: policyOf(String(row.id), row.document), grace: graceOf(row.grace) };
  return { id: String(row.id), ...rules, known: await knownTo(db, rules), timeZone: String(row.time_zone) };
}

/** The policies that are in force, by their pools. */
export async function readInForce(db: Executor): Promise<Map<string, InForce>> {
  const rows = await db.execute<Record<string, unknown>>(sql`
    select distinct on (p.pool_id) p.id, p.pool_id, p.document, p.grace, org.time_zone
    from policies p cross join (select time_zone from organizations limit 1) org order by p.pool_id, p.version desc`);
  const policies = new Map<string, InForce>();
  for (const row of rows) policies.set(String(row.pool_id), await readRules(db, row));
  return policies;
}

async function refreshBatch(
  ctx: TxCtx,
  only: readonly string[] | null,
): Promise<{ seen: number; written: number }> {
  await lockReps(ctx, []);
  const stale = await lockStale(ctx, only);
  let written = 0;
  const policies = await readInForce(ctx.db);
  for (const [poolId, policy] of policies) {
    const ids = stale.flatMap((one) => (one.pool_id === poolId ? [one.id] : []));
    if (ids.length === 0) continue;
    // Whoever was faster has written the same: nothing is written twice.
    const still = sql`c.id = any (${uuids(ids)}) and c.due_policy_id is distinct from ${policy.id}::uuid`;
    written += (await writeDeadlines(ctx, policy, still)).length;
  }
  return { seen: stale.length, written };
}

/**
 * Recomputes the deadlines that something has made stale, in short transactions that never block a claim. Returns how
 * many it wrote; whoever runs it again after a crash finishes the rest.
 */
export async function refreshDeadlines(ctx: Ctx): Promise<number> {
  let total = 0;
  for (;;) {
    const { seen, written } = await inTx(ctx, (ctx) => refreshBatch(ctx, null));
    total += written;
    if (seen < BATCH) return total;
  }
}

/** Recomputes the stale deadlines among a few customers; one that somebody else is at is left to the next sweep. */
export async function refreshDeadlinesOf(ctx: Ctx, customerIds: readonly string[]): Promise<number> {
  const { written } = await inTx(ctx, (ctx) => refreshBatch(ctx, customerIds));
  return written;
}

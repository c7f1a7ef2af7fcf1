import { sql } from "drizzle-orm";
import { type Ctx, inTx, type TxCtx } from "@/lib/context";
import { lockReps } from "@/lib/ledger/lock-reps";
import { PolicyDocument } from "@/lib/policies/schema";
import { type HeldCustomer, readHeld } from "./held-customers";
import { deadlineColumns, type GraceByRule, graceOf } from "./rules";

const BATCH = 1_000;

type InForce = { id: string; document: PolicyDocument; grace: GraceByRule; timeZone: string };

/**
 * Locks a batch of held customers whose deadline was computed under a policy that is no longer in force, or under
 * none: so a changed time zone marks them.
 */
async function lockStale(ctx: TxCtx): Promise<string[]> {
  const rows = await ctx.db.execute<{ id: string }>(sql`
    select c.id from customers c where c.state = 'owned' and c.id in (
      (select stale.id from policies old
        join customers stale on stale.pool_id = old.pool_id and stale.due_policy_id = old.id and stale.state = 'owned'
        where exists (select from policies newer where newer.pool_id = old.pool_id and newer.version > old.version)
        limit ${BATCH})
      union all
      (select stale.id from pools
        join customers stale on stale.pool_id = pools.id and stale.due_policy_id is null and stale.state = 'owned'
        limit ${BATCH}))
    limit ${BATCH} for no key update of c skip locked`);
  return rows.map((row) => row.id);
}

async function readInForce(ctx: TxCtx): Promise<Map<string, InForce>> {
  const rows = await ctx.db.execute<Record<string, unknown>>(sql`
    select distinct on (p.pool_id) p.id, p.pool_id, p.document, p.grace, org.time_zone
    from policies p cross join (select time_zone from organizations limit 1) org order by p.pool_id, p.version desc`);
  return new Map(
    rows.map((row) => [
      String(row.pool_id),
      {
        id: String(row.id),
        document: PolicyDocument.parse(row.document),
        grace: graceOf(row.grace),
        timeZone: String(row.time_zone),
      },
    ]),
  );
}

function freshRow(ctx: TxCtx, held: HeldCustomer, policy: InForce) {
  const clock = { ...held.clock, grace: policy.grace };
  const deadline = deadlineColumns(policy.document, clock, policy.timeZone, ctx.now);
  return {
    id: held.id,
    due_at: deadline.dueAt,
    due_rule: deadline.dueRule,
    due_from: deadline.dueFrom,
    remind_at: deadline.remindAt,
    policy: policy.id,
  };
}

async function refreshBatch(ctx: TxCtx): Promise<number> {
  await lockReps(ctx, []);
  const ids = await lockStale(ctx);
  if (ids.length === 0) return 0;
  const policies = await readInForce(ctx);
  const stale = await readHeld(
    ctx.db,
    sql`c.id in (select value::uuid from json_array_elements_text(${JSON.stringify(ids)}::json))`,
  );
  const rows = stale.flatMap((held) => {
    const policy = policies.get(held.poolId);
    return policy ? [freshRow(ctx, held, policy)] : [];
  });
  await ctx.db.execute(sql`
    update customers c set due_at = r.due_at, due_rule = r.due_rule, due_from = r.due_from, remind_at = r.remind_at, due_policy_id = r.policy
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(id uuid, due_at timestamptz, due_rule text, due_from timestamptz, remind_at timestamptz, policy uuid)
    where c.id = r.id`);
  return ids.length;
}

/**
 * Recomputes the deadlines that a newer policy has made stale, in short transactions that never block a claim.
 * Returns how many it wrote; whoever runs it again after a crash finishes the rest.
 */
export async function refreshDeadlines(ctx: Ctx): Promise<number> {
  let total = 0;
  for (;;) {
    const done = await inTx(ctx, refreshBatch);
    total += done;
    if (done < BATCH) return total;
  }
}

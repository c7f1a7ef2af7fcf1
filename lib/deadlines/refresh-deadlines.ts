import { sql } from "drizzle-orm";
import { type Ctx, inTx, type TxCtx } from "@/lib/context";
import { lockReps } from "@/lib/ledger/lock-reps";
import { type OwnershipFacts, readOwnershipFacts } from "@/lib/ownership/read-facts";
import { clockFacts } from "./restart-clock";
import { deadlineColumns } from "./rules";

const BATCH = 500;

/**
 * Locks a batch of held customers whose deadline was computed under a policy that is no longer in force, or under
 * none: so a changed time zone marks them.
 */
async function lockStale(ctx: TxCtx): Promise<{ id: string; ownerId: string }[]> {
  const rows = await ctx.db.execute<{ id: string; owner_id: string }>(sql`
    select c.id, c.owner_id from customers c where c.state = 'owned' and c.id in (
      (select stale.id from policies old
        join customers stale on stale.pool_id = old.pool_id and stale.due_policy_id = old.id and stale.state = 'owned'
        where exists (select from policies newer where newer.pool_id = old.pool_id and newer.version > old.version)
        limit ${BATCH})
      union all
      (select stale.id from pools
        join customers stale on stale.pool_id = pools.id and stale.due_policy_id is null and stale.state = 'owned'
        limit ${BATCH}))
    limit ${BATCH} for no key update of c skip locked`);
  return rows.map((row) => ({ id: row.id, ownerId: row.owner_id }));
}

function freshRow(ctx: TxCtx, facts: OwnershipFacts) {
  const d = deadlineColumns(facts.policy, clockFacts(facts), facts.timeZone, ctx.now);
  return {
    id: facts.id,
    due_at: d.dueAt,
    due_rule: d.dueRule,
    due_from: d.dueFrom,
    remind_at: d.remindAt,
    policy: facts.policyId,
  };
}

async function refreshBatch(ctx: TxCtx): Promise<number> {
  await lockReps(ctx, []);
  const stale = await lockStale(ctx);
  const [someone] = stale;
  if (!someone) return 0;
  const facts = await readOwnershipFacts(
    ctx,
    someone.ownerId,
    stale.map((row) => row.id),
  );
  const rows = JSON.stringify(facts.map((one) => freshRow(ctx, one)));
  await ctx.db.execute(sql`
    update customers c set due_at = r.due_at, due_rule = r.due_rule, due_from = r.due_from, remind_at = r.remind_at, due_policy_id = r.policy
    from json_to_recordset(${rows}::json) as r(id uuid, due_at timestamptz, due_rule text, due_from timestamptz, remind_at timestamptz, policy uuid)
    where c.id = r.id`);
  return stale.length;
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

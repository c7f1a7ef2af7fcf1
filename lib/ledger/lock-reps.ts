import { sql } from "drizzle-orm";
import type { TxCtx } from "@/lib/context";

/** The advisory lock that publishing a policy takes for itself, and everything that computes a deadline shares. */
export const POLICY_LOCK = 7_430_001;

/**
 * Locks the rows of these people, ascending, before any customer: whoever counts against a quota does it under
 * this lock. It also keeps the policies as they are until the commit. `no key update` lets the foreign-key checks
 * of other transactions pass. The statements that follow are short and always the same: planning them anew each time
 * costs as much as running them, so the generic plan is asked for until the commit.
 */
export async function lockReps(ctx: TxCtx, ids: readonly (string | null)[]): Promise<void> {
  const distinct = [...new Set(ids.filter((id): id is string => id !== null))].sort();
  if (distinct.length === 0) {
    await ctx.db.execute(sql`select pg_advisory_xact_lock_shared(${POLICY_LOCK})`);
    return;
  }
  const list = sql.join(
    distinct.map((id) => sql`${id}::uuid`),
    sql`, `,
  );
  await ctx.db.execute(sql`
    select id, pg_advisory_xact_lock_shared(${POLICY_LOCK}), set_config('plan_cache_mode', 'force_generic_plan', true)
    from users where id in (${list}) order by id for no key update`);
}

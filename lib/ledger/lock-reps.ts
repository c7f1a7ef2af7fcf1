import { sql } from "drizzle-orm";
import type { TxCtx } from "@/lib/context";

/** The advisory lock that publishing a policy takes for itself, and everything that computes a deadline shares. */
export const POLICY_LOCK = 7_430_001;

/**
 * Locks the rows of these people, ascending, before any customer: whoever counts against a quota does it under
 * this lock. It also keeps the policies as they are until the commit. `no key update` lets the foreign-key checks
 * of other transactions pass.
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
    select id, pg_advisory_xact_lock_shared(${POLICY_LOCK}) from users where id in (${list}) order by id for no key update`);
}

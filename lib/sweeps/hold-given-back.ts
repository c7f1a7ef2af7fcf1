import { sql } from "drizzle-orm";
import type { TxCtx } from "@/lib/context";
import type { InForce } from "@/lib/deadlines/on-the-clock";
import { type Moved, moveCustomers } from "@/lib/ledger/move-customers";
import { instant, uuids } from "@/lib/sql-values";
import { addMs, DAY } from "@/lib/time";

/** For how long after its undo no rule takes again what a sweep had taken, in milliseconds. */
export const UNDO_HOLDS_MS = DAY;

/**
 * An undo holds: what a rule would take again within a day, because its clock is short or it asks for a condition alone, is
 * kept for that day by a protection, as a new rule takes nothing on its first day either.
 */
export async function holdGivenBack(
  ctx: TxCtx,
  moved: readonly Moved[],
  { policy, sweepId }: { policy: InForce; sweepId: string },
): Promise<void> {
  const untilAt = new Date(Math.max(...moved.map(({ at }) => addMs(at, UNDO_HOLDS_MS).getTime())));
  const soon = moved.flatMap(({ id, dueAt }) => (dueAt && dueAt < untilAt ? [id] : []));
  if (soon.length === 0) return;
  await ctx.db.execute(sql`
    insert into protections (id, customer_id, tenure_id, user_id, from_at, until_at, after)
    select gen_random_uuid(), t.customer_id, t.id, t.user_id, t.started_at, ${instant(untilAt)}, 'reclaim_undone'
    from tenures t where t.customer_id = any (${uuids(soon)}) and t.ended_at is null`);
  await moveCustomers(ctx, {
    ...{ kind: "protected", where: sql`c.id = any (${uuids(soon)})`, protectedUntil: untilAt },
    clock: { policy, going: "newly_protected" },
    policyId: policy.id,
    facts: sql`${JSON.stringify({ until: untilAt.toISOString(), sweepId })}::jsonb || jsonb_build_object('dueAt', c.due_at)`,
  });
}

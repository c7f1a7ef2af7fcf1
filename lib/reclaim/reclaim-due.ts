import { sql } from "drizzle-orm";
import { type Ctx, inTx, type TxCtx } from "@/lib/context";
import { refreshDeadlines } from "@/lib/deadlines/refresh-deadlines";
import { lockReps } from "@/lib/ledger/lock-reps";
import { type Moved, moveCustomers } from "@/lib/ledger/move-customers";
import { type Notice, notify } from "@/lib/notifications/notify";
import { authorize } from "@/lib/permissions";

const BATCH = 2_000;

/** How often the owner was reminded of the deadline that ran out. */
const REMINDED = sql`case when t.reminded_for = t.due_at and t.reminded_at >= t.held_since then t.reminded_count else 0 end`;

/**
 * Why a reminder before this deadline is missing: it was due and no job came to send it, the policy knows none, or the
 * deadline was set when all of them had passed.
 */
const UNREMINDED = sql`case when t.remind_at is not null then 'not_sent' when ${REMINDED} > 0 then null
  when (select jsonb_array_length(p.document->'reminderLeadMinutes') from policies p where p.id = t.due_policy_id) = 0 then 'none_set'
  else 'too_late' end`;

/** What proves the reclaim afterwards, from the customer as it was when the sweep took it. */
const PROOF = sql`jsonb_build_object('dueAt', t.due_at, 'dueFrom', t.due_from, 'heldSince', t.held_since,
  'qualifiedAt', t.qualified_at, 'lastFollowUpAt', t.last_follow_up_at, 'lastDealAt', t.last_deal_at,
  'reminded', ${REMINDED}, 'unreminded', ${UNREMINDED}, 'unsentFrom', t.remind_at)`;

/** One notice for each former owner and batch, so that a long outage does not end in a storm of messages. */
function noticesFor(moved: readonly Moved[]): Notice[] {
  const byOwner = new Map<string, Moved[]>();
  for (const one of moved) {
    if (one.fromOwnerId) byOwner.set(one.fromOwnerId, [...(byOwner.get(one.fromOwnerId) ?? []), one]);
  }
  return [...byOwner].flatMap(([userId, lost]) => {
    const [first] = lost;
    if (!first) return [];
    const params = { name: first.name, count: lost.length, rule: first.rule };
    return [
      {
        userId,
        kind: "reclaimed" as const,
        customerId: first.id,
        params,
        dedupeKey: `reclaimed:${first.id}:${first.version}`,
      },
    ];
  });
}

async function reclaimBatch(ctx: TxCtx, limit: number): Promise<number> {
  await lockReps(ctx, []);
  const now = sql`${ctx.now.toISOString()}::timestamptz`;
  const moved = await moveCustomers(ctx, {
    kind: "reclaimed",
    where: sql`c.due_at <= ${now} and c.won_at is null and (c.protected_until is null or c.protected_until <= ${now})
      and c.due_policy_id = any (array(select distinct on (pool_id) id from policies order by pool_id, version desc))`,
    limit,
    policyId: sql`t.due_policy_id`,
    rule: sql`t.due_rule`,
    facts: PROOF,
  });
  await notify(ctx, noticesFor(moved));
  return moved.length;
}

/**
 * Takes back every customer whose deadline has passed at ctx.now, in batches of their own transactions. The deadline
 * is asked again in the update: a follow-up made meanwhile saves the customer. Running it twice takes nothing twice.
 */
export async function reclaimDue(ctx: Ctx, input: { limit?: number } = {}): Promise<{ reclaimed: number }> {
  authorize(ctx.actor, "jobs.run");
  await refreshDeadlines(ctx);
  const most = input.limit ?? Number.POSITIVE_INFINITY;
  let reclaimed = 0;
  while (reclaimed < most) {
    const asked = Math.min(BATCH, most - reclaimed);
    const taken = await inTx(ctx, (ctx) => reclaimBatch(ctx, asked));
    reclaimed += taken;
    if (taken < asked) break;
  }
  return { reclaimed };
}

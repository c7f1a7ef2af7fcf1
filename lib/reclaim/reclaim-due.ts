import { type SQL, sql } from "drizzle-orm";
import type { NotificationParams } from "@/db/schema/notifications";
import { type Ctx, inTx, type TxCtx } from "@/lib/context";
import type { InForce } from "@/lib/deadlines/on-the-clock";
import { readInForce, refreshDeadlines } from "@/lib/deadlines/refresh-deadlines";
import { lockReps } from "@/lib/ledger/lock-reps";
import { type Moved, moveCustomers } from "@/lib/ledger/move-customers";
import { type Notice, notify } from "@/lib/notifications/notify";
import { authorize } from "@/lib/permissions";
import { findRule, type RuleBrief } from "@/lib/policies/rule-brief";
import { uuids } from "@/lib/sql-values";

const BATCH = 2_000;

/** How often the owner was reminded of the deadline that ran out. */
const REMINDED = sql`case when t.reminded_for = t.due_at and t.reminded_at >= t.held_since then t.reminded_count else 0 end`;

/**
 * Why a reminder before this deadline is missing: it was due and no job came to send it, the policy knows none, or the
 * deadline was set when all of them had passed.
 */
const UNREMINDED = sql`case when t.remind_at is not null then 'not_sent' when ${REMINDED} > 0 then null
  when (select jsonb_array_length(r.value->'reminders') from policies p cross join lateral jsonb_array_elements(p.document->'returnRules') r
    where p.id = t.due_policy_id and r.value->>'id' = t.due_rule) = 0 then 'none_set'
  else 'too_late' end`;

/** What proves the reclaim afterwards, from the customer as it was when the sweep took it. */
const PROOF = sql`jsonb_build_object('dueAt', t.due_at, 'dueFrom', t.due_from, 'heldSince', t.held_since,
  'qualifiedAt', t.qualified_at, 'lastFollowUpAt', t.last_follow_up_at, 'lastDealAt', t.last_deal_at,
  'reminded', ${REMINDED}, 'unreminded', ${UNREMINDED}, 'unsentFrom', t.remind_at)`;

type Policies = ReadonlyMap<string, InForce>;

/** The rule that took a customer; its pool's policy was in force when it did. */
const ruleOf = (policies: Policies, { fromPoolId, rule }: Moved): RuleBrief | null => {
  const policy = policies.get(fromPoolId);
  return policy ? findRule(policy.document, rule) : null;
};

/** What a notice says of why: the rule, when it is the same for all that went. */
function reasonOf(policies: Policies, lost: readonly Moved[]): NotificationParams {
  const [first, ...others] = lost;
  const rule = first ? ruleOf(policies, first) : null;
  if (!rule || others.some((one) => one.rule !== rule.id)) return { rule: "several" };
  const { id, name, since, span } = rule;
  return { rule: id, ruleName: name, since, amount: span.amount, unit: span.unit };
}

/** One notice for each former owner and batch, so that a long outage does not end in a storm of messages. */
function noticesFor(policies: Policies, moved: readonly Moved[]): Notice[] {
  const byOwner = new Map<string, Moved[]>();
  for (const one of moved) {
    if (one.fromOwnerId) byOwner.set(one.fromOwnerId, [...(byOwner.get(one.fromOwnerId) ?? []), one]);
  }
  return [...byOwner].flatMap(([userId, lost]): Notice[] => {
    const [first] = lost;
    if (!first) return [];
    const params = { name: first.name, count: lost.length, ...reasonOf(policies, lost) };
    const dedupeKey = `reclaimed:${first.id}:${first.version}`;
    return [{ userId, kind: "reclaimed", customerId: first.id, params, dedupeKey }];
  });
}

/** Where each rule sends what it takes: most into its own pool, so that there is nothing to ask. */
function destinationBy(policies: Policies): SQL | undefined {
  const branches = [...policies.values()].flatMap(({ id, document }) =>
    document.returnRules.flatMap((rule) =>
      rule.targetPoolId
        ? [
            sql`when t.due_policy_id = ${id}::uuid and t.due_rule = ${rule.id} then ${rule.targetPoolId}::uuid`,
          ]
        : [],
    ),
  );
  return branches.length > 0 ? sql`case ${sql.join(branches, sql` `)} else c.pool_id end` : undefined;
}

async function reclaimBatch(ctx: TxCtx, limit: number): Promise<number> {
  await lockReps(ctx, []);
  const policies = await readInForce(ctx.db);
  const now = sql`${ctx.now.toISOString()}::timestamptz`;
  const destination = destinationBy(policies);
  const moved = await moveCustomers(ctx, {
    kind: "reclaimed",
    where: sql`c.due_at <= ${now} and (c.protected_until is null or c.protected_until <= ${now})
      and c.due_policy_id = any (${uuids([...policies.values()].map(({ id }) => id))})`,
    limit,
    ...(destination ? { poolId: destination } : {}),
    policyId: sql`t.due_policy_id`,
    rule: sql`t.due_rule`,
    facts: PROOF,
  });
  await notify(ctx, noticesFor(policies, moved));
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

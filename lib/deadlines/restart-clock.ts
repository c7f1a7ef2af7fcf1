import { sql } from "drizzle-orm";
import type { TxCtx } from "@/lib/context";
import type { OwnershipFacts } from "@/lib/ownership/read-facts";
import { later } from "@/lib/time";
import { type ClockFacts, type DeadlineColumns, deadlineColumns } from "./rules";

/** The clock facts of a customer as they are, with what is about to change. */
export function clockFacts(facts: OwnershipFacts, change: Partial<ClockFacts> = {}): ClockFacts {
  return {
    heldSince: facts.heldSince ?? facts.movedAt,
    qualifiedAt: facts.qualifiedAt,
    lastDealAt: facts.lastDealAt,
    wonAt: facts.wonAt,
    protectedUntil: facts.protectedUntil,
    pauses: facts.pauses,
    grace: facts.grace,
    ...change,
  };
}

/**
 * Writes the changed clock facts of a held customer and the deadline that follows from them. Null when the customer
 * has changed hands since the facts were read: then the sweep, or whoever it was, has won.
 */
export async function restartClock(
  ctx: TxCtx,
  facts: OwnershipFacts,
  change: { qualifiedAt?: Date; lastDealAt?: Date; wonAt?: Date },
): Promise<DeadlineColumns | null> {
  const after = clockFacts(facts, change);
  const deadline = deadlineColumns(facts.policy, after, facts.timeZone, ctx.now);
  const instant = (value: Date | null) => sql`${value?.toISOString() ?? null}::timestamptz`;
  const rows = await ctx.db.execute(sql`
    update customers c set qualified_at = ${instant(after.qualifiedAt)}, last_deal_at = ${instant(after.lastDealAt)},
      won_at = ${instant(after.wonAt)}, due_at = ${instant(deadline.dueAt)}, due_rule = ${deadline.dueRule},
      due_from = ${instant(deadline.dueFrom)}, remind_at = ${instant(deadline.remindAt)}, due_policy_id = ${facts.policyId}::uuid
    where c.id = ${facts.id}::uuid and c.version = ${facts.version} and c.owner_id = ${facts.ownerId}::uuid
    returning c.id`);
  return rows.length > 0 ? deadline : null;
}

/** The instant to record for something done now on a customer: never before its last move. */
export const instantOn = (ctx: TxCtx, facts: OwnershipFacts): Date => later(ctx.now, facts.movedAt);

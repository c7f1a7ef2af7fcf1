import { type SQL, sql } from "drizzle-orm";
import { newId } from "@/db/columns";
import type { EventFacts } from "@/db/schema/ledger";
import type { TxCtx } from "@/lib/context";
import { inForceOf } from "@/lib/deadlines/restart-clock";
import { moveCustomers } from "@/lib/ledger/move-customers";
import { findRule, type RuleBrief } from "@/lib/policies/rule-brief";
import type { OwnershipFacts } from "./read-facts";
import { capOf } from "./rules";

/** A customer that has just come into somebody's hands, with the promise that goes with it. Plain JSON. */
export type Held = {
  customerId: string;
  name: string;
  version: number;
  dueAt: string | null;
  rule: RuleBrief | null;
  policyVersion: number;
};

/** What the ledger keeps of the promise: the deadline as it was given, and under what. */
export const promised = (facts: EventFacts): SQL =>
  sql`${JSON.stringify(facts)}::jsonb || jsonb_build_object('dueAt', c.due_at, 'rule', c.due_rule)`;

/**
 * Opens a tenure: the customer goes to `facts.user`, on the clock of its pool's policy. Null when the customer
 * has moved since the facts were read.
 */
export async function giveTo(
  ctx: TxCtx,
  facts: OwnershipFacts,
  kind: "claimed" | "assigned" | "transferred",
  note?: string,
): Promise<Held | null> {
  const { policyVersion, timeZone } = facts;
  const [moved] = await moveCustomers(ctx, {
    kind,
    where: sql`c.id = ${facts.id}::uuid and c.version = ${facts.version}`,
    opens: { tenureId: newId(), ownerId: facts.user.id },
    clock: { policy: inForceOf(facts), going: "in_new_hands" },
    policyId: facts.policyId,
    note: note || null,
    facts: promised({ policyVersion, cap: capOf(facts.policy, facts.usage), timeZone }),
  });
  if (!moved) return null;
  return {
    customerId: moved.id,
    name: moved.name,
    version: moved.version,
    dueAt: moved.dueAt?.toISOString() ?? null,
    rule: findRule(facts.policy, moved.dueRule),
    policyVersion,
  };
}

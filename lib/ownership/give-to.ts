import { sql } from "drizzle-orm";
import { newId } from "@/db/columns";
import type { TxCtx } from "@/lib/context";
import { deadlineColumns } from "@/lib/deadlines/rules";
import { moveCustomers } from "@/lib/ledger/move-customers";
import { later } from "@/lib/time";
import type { OwnershipFacts } from "./read-facts";
import { capOf } from "./rules";

/** A customer that has just come into somebody's hands, with the promise that goes with it. Plain JSON. */
export type Held = {
  customerId: string;
  name: string;
  version: number;
  dueAt: string | null;
  rule: string | null;
  policyVersion: number;
};

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
  const at = later(ctx.now, facts.movedAt);
  const fresh = {
    heldSince: at,
    qualifiedAt: null,
    lastDealAt: null,
    wonAt: null,
    protectedUntil: null,
    pauses: [],
    grace: facts.grace,
  };
  const deadline = deadlineColumns(facts.policy, fresh, facts.timeZone, at);
  const [moved] = await moveCustomers(ctx, {
    kind,
    where: sql`c.id = ${facts.id}::uuid and c.version = ${facts.version}`,
    opens: { tenureId: newId(), ownerId: facts.user.id },
    deadline: { ...deadline, policyId: facts.policyId },
    policyId: facts.policyId,
    note: note || null,
    facts: {
      dueAt: deadline.dueAt?.toISOString() ?? null,
      rule: deadline.dueRule,
      policyVersion: facts.policyVersion,
      cap: capOf(facts.policy, facts.usage),
      timeZone: facts.timeZone,
    },
  });
  if (!moved) return null;
  return {
    customerId: moved.id,
    name: moved.name,
    version: moved.version,
    dueAt: deadline.dueAt?.toISOString() ?? null,
    rule: deadline.dueRule,
    policyVersion: facts.policyVersion,
  };
}

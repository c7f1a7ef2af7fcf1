import { type Placeholder, type SQL, sql } from "drizzle-orm";
import { newId } from "@/db/columns";
import type { EventFacts } from "@/db/schema/ledger";
import type { TxCtx } from "@/lib/context";
import type { InForce } from "@/lib/deadlines/on-the-clock";
import { inForceOf } from "@/lib/deadlines/restart-clock";
import { moveCustomers } from "@/lib/ledger/move-customers";
import { type Author, authorOf, type Move, moveStatement } from "@/lib/ledger/move-statement";
import { findRule, type RuleBrief } from "@/lib/policies/rule-brief";
import { type Values, writtenOnce } from "@/lib/written-once";
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
export const promised = (facts: EventFacts): SQL => withPromise(JSON.stringify(facts));

const withPromise = (facts: string | Placeholder): SQL =>
  sql`${facts}::jsonb || jsonb_build_object('dueAt', c.due_at, 'rule', c.due_rule)`;

/** All that differs from one gift to the next of a kind and policy. */
type Gift = Author & {
  customerId: string;
  version: number;
  ownerId: string;
  tenureId: string;
  note: string | null;
  facts: string;
};
type Giving = "claimed" | "assigned" | "transferred";

const moveOf = (kind: Giving, policy: InForce, gift: Values<Gift>): Move => ({
  kind,
  where: sql`c.id = ${gift.customerId}::uuid and c.version = ${gift.version}`,
  opens: { tenureId: gift.tenureId, ownerId: gift.ownerId },
  clock: { policy, going: "in_new_hands" },
  policyId: policy.id,
  note: gift.note,
  facts: withPromise(gift.facts),
});

const MOST_KEPT = 1_000;
const kept = new Map<string, (gift: Gift) => SQL>();

/** The statement that gives, written once for a policy: no other is put together as often. */
function statementOf(kind: Giving, policy: InForce): (gift: Gift) => SQL {
  const key = `${kind} ${policy.id} ${policy.timeZone}`;
  const known = kept.get(key);
  if (known) return known;
  const statement = writtenOnce<Gift>((names) => moveStatement(names, moveOf(kind, policy, names)));
  if (kept.size > MOST_KEPT) kept.clear();
  kept.set(key, statement);
  return statement;
}

/**
 * Opens a tenure: the customer goes to `facts.user`, on the clock of its pool's policy. Null when the customer
 * has moved since the facts were read.
 */
export async function giveTo(
  ctx: TxCtx,
  facts: OwnershipFacts,
  kind: Giving,
  note?: string,
): Promise<Held | null> {
  const { policyVersion, timeZone } = facts;
  const policy = inForceOf(facts);
  const cap = capOf(facts.policy, facts.usage);
  const gift: Gift = {
    ...authorOf(ctx),
    ...{ customerId: facts.id, version: facts.version, ownerId: facts.user.id, tenureId: newId() },
    ...{ note: note || null, facts: JSON.stringify({ policyVersion, cap, timeZone }) },
  };
  const [moved] = await moveCustomers(ctx, moveOf(kind, policy, gift), statementOf(kind, policy)(gift));
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

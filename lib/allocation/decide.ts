import type { AllocationRule } from "@/lib/policies/allocation-rule";
import { allocationBrief } from "@/lib/policies/allocation-rule";
import type { Deal } from "./read-deal";
import type { Waiting } from "./read-waiting";
import { choose, give, type Hand } from "./rules";
import type { Left, Why } from "./types";

/** A customer that somebody is to get. */
export type Planned = { customer: Waiting; rule: AllocationRule; hand: Hand; why: Why };

const left = (
  { id, name }: Pick<Waiting, "id"> & { name: string | null },
  error: Left["error"],
  params: Left["params"] = {},
  rule: AllocationRule | null = null,
): Left => ({ customerId: id, name, ok: false, error, params, rule: rule && allocationBrief(rule) });

/** A customer that isn't there, or in another pool, of which nothing is told. */
export const unknown = (id: string): Left => left({ id, name: null }, "NOT_FOUND");

/** One that moved while it was decided about. */
export const moved = (customer: Waiting): Left => left(customer, "CONFLICT");

/** Why nobody gets it whoever has room, or the rule that decides. */
function ruleFor({ rules, poolId, document }: Deal, customer: Waiting): AllocationRule | Left {
  const { state, ownerName, heldSince: claimedAt, awaiting, bounceCount: bounces } = customer;
  if (customer.poolId !== poolId) return unknown(customer.id);
  if (state === "owned") return left(customer, "ALREADY_CLAIMED", { ownerName, mine: false, claimedAt });
  if (state !== "pooled") return left(customer, "NOT_IN_POOL", { state });
  if (awaiting) return left(customer, "AWAITS_DECISION", { bounces, limit: document.bounceGuard ?? 0 });
  const rule = customer.place === null ? undefined : rules[customer.place];
  return rule ?? left(customer, "NO_ALLOCATION_RULE");
}

/** Decides about customers one after the other; each gift counts for the next choice. The people are changed by it. */
export function decide(
  deal: Deal,
  hands: readonly Hand[],
  waiting: readonly Waiting[],
  coolingOf: (customerId: string) => ReadonlySet<string>,
): (Planned | Left)[] {
  const at = deal.now.toISOString();
  let place = Math.max(0, ...hands.flatMap(({ turns }) => [...turns.values()].map((turn) => turn.place)));
  return waiting.map((customer) => {
    const rule = ruleFor(deal, customer);
    if ("ok" in rule) return rule;
    const choice = choose(rule, hands, coolingOf(customer.id));
    if (!choice.hand) return left(customer, "NOBODY_TO_ALLOCATE", choice.shortage, rule);
    place += 1;
    give(rule, choice.hand, { place, at });
    return { customer, rule, ...choice };
  });
}

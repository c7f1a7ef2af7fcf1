import type { Ctx, TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { onceReading } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { requirePerson } from "@/lib/require-person";
import { giveTo, type Held } from "./give-to";
import { lockAndRead, type OwnershipFacts, readOwnershipFacts } from "./read-facts";
import { refuseClaim } from "./rules";
import type { ClaimCustomerInput } from "./schema";

/** Decides and claims one customer whose facts were read under the claimer's lock. */
export async function claimByFacts(ctx: TxCtx, facts: OwnershipFacts): Promise<Held> {
  const refusal = refuseClaim({
    now: ctx.now,
    timeZone: facts.timeZone,
    policy: facts.policy,
    member: facts.user.member,
    active: facts.user.active,
    usage: facts.usage,
    inPool: facts,
    lastLoss: facts.lastLoss,
    customer: {
      state: facts.state,
      ownerName: facts.ownerName,
      isMine: facts.ownerId === facts.user.id,
      heldSince: facts.heldSince,
    },
  });
  if (refusal) throw new DomainError(refusal.code, refusal.params);
  const held = await giveTo(ctx, facts, "claimed");
  if (held) return held;
  // Something moved it between the reading and the update: decide again on what is true now.
  const [now] = await readOwnershipFacts(ctx, facts.user.id, [facts.id]);
  if (!now) throw new DomainError("NOT_FOUND");
  return claimByFacts(ctx, now);
}

/**
 * Moves a pooled customer into the actor's hands, within his quotas. Of many who claim one customer at the same
 * time exactly one gets it; the others get ALREADY_CLAIMED with his name.
 */
export async function claimCustomer(ctx: Ctx, input: ClaimCustomerInput): Promise<Held> {
  authorize(ctx.actor, "customers.claim");
  const me = requirePerson(ctx.actor);
  const read = (ctx: TxCtx) => lockAndRead(ctx, me, [input.customerId]);
  return onceReading(ctx, "claimCustomer", input, read, async (ctx, [facts]) => {
    if (!facts) throw new DomainError("NOT_FOUND");
    return claimByFacts(ctx, facts);
  });
}

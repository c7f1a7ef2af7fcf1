import type { Ctx, TxCtx } from "@/lib/context";
import { DomainError, type ErrorCode, type ErrorParams } from "@/lib/errors";
import { lockReps } from "@/lib/ledger/lock-reps";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { requirePerson } from "@/lib/require-person";
import { claimByFacts } from "./claim-customer";
import type { Held } from "./give-to";
import { readOwnershipFacts } from "./read-facts";
import type { ClaimCustomersInput } from "./schema";

/** What became of one customer of a batch. */
export type Outcome =
  | { customerId: string; name: string | null; ok: true; held: Held }
  | { customerId: string; name: string | null; ok: false; error: ErrorCode; params: ErrorParams };

async function claimOneOfMany(ctx: TxCtx, me: string, customerId: string): Promise<Outcome> {
  const [facts] = await readOwnershipFacts(ctx, me, [customerId]);
  if (!facts) return { customerId, name: null, ok: false, error: "NOT_FOUND", params: {} };
  try {
    return { customerId, name: facts.name, ok: true, held: await claimByFacts(ctx, facts) };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { customerId, name: facts.name, ok: false, error: error.code, params: error.params };
  }
}

/**
 * Claims as many of these customers as the actor's quotas allow, in the order given by their ids, and tells the
 * outcome of each. One refusal doesn't undo the others.
 */
export async function claimCustomers(ctx: Ctx, input: ClaimCustomersInput): Promise<Outcome[]> {
  authorize(ctx.actor, "customers.claim");
  const me = requirePerson(ctx.actor);
  return once(ctx, "claimCustomers", input, async (ctx) => {
    await lockReps(ctx, [me]);
    const outcomes: Outcome[] = [];
    for (const id of [...new Set(input.customerIds)].sort()) outcomes.push(await claimOneOfMany(ctx, me, id));
    return outcomes;
  });
}

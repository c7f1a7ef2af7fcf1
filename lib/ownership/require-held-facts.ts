import type { TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { lockReps } from "@/lib/ledger/lock-reps";
import { type OwnershipFacts, readOwnershipFacts } from "./read-facts";
import { requireHolding } from "./require-holding";

/** Locks the owner of a customer that the actor may act on, and reads the facts that decide about it. */
export async function requireHeldFacts(
  ctx: TxCtx,
  customerId: string,
  seenVersion?: number,
): Promise<OwnershipFacts> {
  const holding = await requireHolding(ctx, customerId, seenVersion);
  await lockReps(ctx, [holding.ownerId]);
  const [facts] = await readOwnershipFacts(ctx, holding.ownerId, [customerId]);
  if (!facts || facts.ownerId !== holding.ownerId || facts.version !== holding.version) {
    throw new DomainError("STALE_OWNERSHIP");
  }
  return facts;
}

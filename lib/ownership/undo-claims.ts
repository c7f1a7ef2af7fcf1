import type { Ctx, TxCtx } from "@/lib/context";
import { DomainError, type ErrorCode, type ErrorParams } from "@/lib/errors";
import { lockReps } from "@/lib/ledger/lock-reps";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { requirePerson } from "@/lib/require-person";
import type { UndoClaimInput, UndoClaimsInput } from "./schema";
import { undoClaim } from "./undo-claim";

/** What became of one claim that was to be undone. */
export type UndoOutcome =
  | { customerId: string; ok: true; version: number }
  | { customerId: string; ok: false; error: ErrorCode; params: ErrorParams };

async function undoOneOfMany(ctx: TxCtx, claim: UndoClaimInput): Promise<UndoOutcome> {
  try {
    const { customerId, version } = await undoClaim(ctx, claim);
    return { customerId, ok: true, version };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { customerId: claim.customerId, ok: false, error: error.code, params: error.params };
  }
}

/** Gives back the claims of a batch, each within its own ten seconds, and tells the outcome of each. */
export async function undoClaims(ctx: Ctx, input: UndoClaimsInput): Promise<UndoOutcome[]> {
  authorize(ctx.actor, "customers.claim");
  const me = requirePerson(ctx.actor);
  return once(ctx, "undoClaims", input, async (ctx) => {
    await lockReps(ctx, [me]);
    const byId = new Map(input.claims.map((claim) => [claim.customerId, claim]));
    const outcomes: UndoOutcome[] = [];
    for (const claim of [...byId.values()].sort((a, b) => (a.customerId < b.customerId ? -1 : 1))) {
      outcomes.push(await undoOneOfMany({ ...ctx, inOperation: true }, claim));
    }
    return outcomes;
  });
}

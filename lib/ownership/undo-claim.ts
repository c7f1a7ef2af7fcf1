import { and, eq, isNull, sql } from "drizzle-orm";
import { tenures } from "@/db/schema/ledger";
import type { Ctx, TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { lockReps } from "@/lib/ledger/lock-reps";
import { moveCustomers } from "@/lib/ledger/move-customers";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { requirePerson } from "@/lib/require-person";
import { addMs } from "@/lib/time";
import { UNDO_GRACE_MS, UNDO_WINDOW_MS } from "./rules";
import type { UndoClaimInput } from "./schema";

/** Gives back one of the actor's own claims that nobody has worked on; the caller has locked him. */
export async function giveBackClaim(
  ctx: TxCtx,
  { customerId, version }: UndoClaimInput,
  windowMs: number | null,
): Promise<{ customerId: string; version: number }> {
  const me = requirePerson(ctx.actor);
  const [tenure] = await ctx.db
    .select()
    .from(tenures)
    .where(and(eq(tenures.customerId, customerId), eq(tenures.userId, me), isNull(tenures.endedAt)));
  if (!tenure) throw new DomainError("NOT_OWNED");
  const over = windowMs !== null && addMs(tenure.startedAt, windowMs) < ctx.now;
  if (tenure.startKind !== "claimed" || tenure.revealedAt || tenure.followUpCount > 0 || over) {
    throw new DomainError("UNDO_EXPIRED");
  }
  const [moved] = await moveCustomers(ctx, {
    kind: "claim_undone",
    where: sql`c.id = ${customerId}::uuid and c.owner_id = ${me}::uuid and c.version = ${version}`,
  });
  if (!moved) throw new DomainError("STALE_OWNERSHIP");
  return { customerId: moved.id, version: moved.version };
}

/**
 * Gives back a claim within its ten seconds, as if it had not been: the quota returns, no cool-down begins.
 * UNDO_EXPIRED once the time is over, a contact was looked at or a follow-up was logged.
 */
export async function undoClaim(
  ctx: Ctx,
  input: UndoClaimInput,
): Promise<{ customerId: string; version: number }> {
  authorize(ctx.actor, "customers.claim");
  const me = requirePerson(ctx.actor);
  return once(ctx, "undoClaim", input, async (ctx) => {
    await lockReps(ctx, [me]);
    return giveBackClaim(ctx, input, UNDO_WINDOW_MS + UNDO_GRACE_MS);
  });
}

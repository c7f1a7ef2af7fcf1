import { and, eq, isNull, sql } from "drizzle-orm";
import { newId } from "@/db/columns";
import { reveals } from "@/db/schema/activity";
import { tenures } from "@/db/schema/ledger";
import { type Ctx, inTx, type TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { lockReps } from "@/lib/ledger/lock-reps";
import type { ContactView } from "@/lib/masking/types";
import { authorize } from "@/lib/permissions";
import { requirePerson } from "@/lib/require-person";
import { readCustomer } from "./read-customer";
import type { CustomerInput } from "./schema";

/** Marks the open tenure of the owner as one in which he has looked; the first time counts. */
async function markRevealed(ctx: TxCtx, customerId: string, me: string): Promise<void> {
  const marked = await ctx.db
    .update(tenures)
    .set({ revealedAt: sql`coalesce(${tenures.revealedAt}, ${ctx.now.toISOString()}::timestamptz)` })
    .where(and(eq(tenures.customerId, customerId), eq(tenures.userId, me), isNull(tenures.endedAt)))
    .returning({ id: tenures.id });
  if (marked.length === 0) throw new DomainError("STALE_OWNERSHIP");
}

/**
 * Shows the contacts of a customer to its owner, his manager or an admin, and records who looked before anything is
 * told. The owner's first look ends the undo of his claim: of both at the same time one wins. Not stored for a
 * repeated operation: asking again looks again.
 */
export async function revealContacts(
  ctx: Ctx,
  input: CustomerInput,
): Promise<{ customerId: string; contacts: ContactView[] }> {
  authorize(ctx.actor, "contacts.reveal");
  const me = requirePerson(ctx.actor);
  const { customerId } = input;
  const contacts = await inTx(ctx, async (ctx) => {
    await lockReps(ctx, [me]);
    const seen = await readCustomer(ctx, customerId);
    if (seen.sight === "taken") throw new DomainError("NOT_FOUND");
    const { clear, canReveal } = seen.access;
    if (!clear && !canReveal) throw new DomainError(seen.facts.owner ? "NOT_YOURS" : "NOT_OWNED");
    if (seen.mine) await markRevealed(ctx, customerId, me);
    await ctx.db.insert(reveals).values({ id: newId(), customerId, userId: me, at: ctx.now });
    return clear ? seen.facts.contacts : (await readCustomer(ctx, customerId)).facts.contacts;
  });
  return { customerId, contacts };
}

import { inArray } from "drizzle-orm";
import { customers } from "@/db/schema/customers";
import type { Ctx, TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { lockReps } from "@/lib/ledger/lock-reps";
import { notify } from "@/lib/notifications/notify";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { giveEach, requireRoom } from "./assign-customers";
import type { Outcome } from "./claim-customers";
import { giveTo, type Held } from "./give-to";
import { requireReach } from "./reach";
import type { OwnershipFacts } from "./read-facts";
import type { TransferCustomersInput } from "./schema";

async function transferOne(ctx: TxCtx, facts: OwnershipFacts, note: string): Promise<Held> {
  if (facts.state !== "owned" || !facts.ownerId) throw new DomainError("NOT_OWNED");
  if (facts.ownerId === facts.user.id) throw new DomainError("CONFLICT");
  requireReach(ctx.actor, { ownerId: facts.ownerId, ownerTeamId: facts.ownerTeamId });
  requireReach(ctx.actor, { ownerId: facts.user.id, ownerTeamId: facts.user.teamId });
  requireRoom(facts);
  const held = await giveTo(ctx, facts, "transferred", note);
  if (!held) throw new DomainError("STALE_OWNERSHIP");
  const about = { customerId: facts.id, params: { name: facts.name, dueAt: held.dueAt } };
  await notify(ctx, [
    { ...about, userId: facts.user.id, kind: "transferred_in", dedupeKey: `in:${facts.id}:${held.version}` },
    {
      ...about,
      userId: facts.ownerId,
      kind: "transferred_out",
      dedupeKey: `out:${facts.id}:${held.version}`,
    },
  ]);
  return held;
}

/** A manager moves held customers from one of his people to another, with their history; an outcome per customer. */
export async function transferCustomers(ctx: Ctx, input: TransferCustomersInput): Promise<Outcome[]> {
  authorize(ctx.actor, "customers.transfer");
  return once(ctx, "transferCustomers", input, async (ctx) => {
    const owners = await ctx.db
      .selectDistinct({ id: customers.ownerId })
      .from(customers)
      .where(inArray(customers.id, input.customerIds));
    await lockReps(ctx, [input.userId, ...owners.map((owner) => owner.id)]);
    return giveEach(ctx, input, transferOne);
  });
}

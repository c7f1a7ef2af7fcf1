import { sql } from "drizzle-orm";
import type { TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { reaches, runsPool } from "@/lib/ownership/reach";
import { readCustomer, type SeenCustomer } from "./read-customer";

/** Refuses unless the actor may edit it: what he reaches in hands, what lies in a pool that he runs. */
function requireEditor(ctx: TxCtx, seen: SeenCustomer): void {
  const { state, owner } = seen.facts;
  if (seen.sight === "taken") throw new DomainError("NOT_FOUND");
  const holder = { ownerId: owner?.id ?? null, ownerTeamId: seen.ownerTeamId };
  const allowed = state === "owned" ? reaches(ctx.actor, holder) : runsPool(ctx.actor, seen.member);
  if (!allowed) throw new DomainError("NOT_YOURS");
}

/** Locks a customer whose facts the actor may change, and reads it: NOT_FOUND out of his sight, NOT_YOURS within. */
export async function lockForEditor(ctx: TxCtx, customerId: string): Promise<SeenCustomer> {
  await ctx.db.execute(sql`select id from customers where id = ${customerId}::uuid for no key update`);
  const seen = await readCustomer(ctx, customerId);
  requireEditor(ctx, seen);
  return seen;
}

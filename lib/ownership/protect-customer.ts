import { sql } from "drizzle-orm";
import { protections } from "@/db/schema/activity";
import type { Ctx, TxCtx } from "@/lib/context";
import { inForceOf, instantOn } from "@/lib/deadlines/restart-clock";
import { DomainError } from "@/lib/errors";
import { moveCustomers } from "@/lib/ledger/move-customers";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { addDays } from "@/lib/time";
import { openTenureId } from "./open-tenure";
import { protectedByOwner } from "./protected-sql";
import type { OwnershipFacts } from "./read-facts";
import { requireHeldFacts } from "./require-held-facts";
import type { ProtectCustomerInput } from "./schema";

/** Refuses when the owner has as many customers of the pool under protection as the policy allows. */
async function requireProtectionLeft(ctx: TxCtx, facts: OwnershipFacts): Promise<void> {
  const limit = facts.policy.protection.maxCustomers;
  const [row] = await ctx.db.execute<{ used: number }>(sql`
    select count(*)::int as used from customers c where c.owner_id = ${facts.user.id}::uuid and c.pool_id = ${facts.poolId}::uuid
      and c.state = 'owned' and ${protectedByOwner(ctx.now)}`);
  const used = row?.used ?? 0;
  if (used >= limit) throw new DomainError("PROTECTION_LIMIT_REACHED", { used, limit });
}

export type Protected = { customerId: string; version: number; protectedUntil: string; dueAt: string | null };

/** Stops the clocks of a held customer for so many days; the caller has locked its owner and asked whether he may. */
export async function protectFor(
  ctx: TxCtx,
  facts: OwnershipFacts,
  { days, reason }: { days: number; reason: string },
): Promise<Protected> {
  if (facts.protectedUntil && facts.protectedUntil > ctx.now) {
    throw new DomainError("PROTECTED", { until: facts.protectedUntil.toISOString() });
  }
  const from = instantOn(ctx, facts);
  const until = addDays(from, days, facts.timeZone);
  await ctx.db.insert(protections).values({
    ...{ customerId: facts.id, tenureId: await openTenureId(ctx, facts.id), userId: facts.user.id },
    ...{ reason, fromAt: from, untilAt: until },
  });
  const [moved] = await moveCustomers(ctx, {
    kind: "protected",
    where: sql`c.id = ${facts.id}::uuid and c.version = ${facts.version}`,
    protectedUntil: until,
    clock: { policy: inForceOf(facts), going: "newly_protected" },
    policyId: facts.policyId,
    note: reason,
    facts: sql`${JSON.stringify({ days, until: until.toISOString() })}::jsonb || jsonb_build_object('dueAt', c.due_at)`,
  });
  if (!moved) throw new DomainError("STALE_OWNERSHIP");
  return {
    ...{ customerId: facts.id, version: moved.version, protectedUntil: until.toISOString() },
    dueAt: moved.dueAt?.toISOString() ?? null,
  };
}

/**
 * Stops the customer's clocks for some days, within what the policy allows the owner: the deadline moves by as long
 * as the protection lasts. PROTECTED while one is running; PROTECTION_LIMIT_REACHED over the limit.
 */
export async function protectCustomer(ctx: Ctx, input: ProtectCustomerInput): Promise<Protected> {
  authorize(ctx.actor, "customers.protect");
  return once(ctx, "protectCustomer", input, async (ctx) => {
    const facts = await requireHeldFacts(ctx, input.customerId, input.version);
    const { maxDays } = facts.policy.protection;
    if (input.days > maxDays) throw new DomainError("INVALID_INPUT", { field: "days", max: maxDays });
    if (!facts.protectedUntil || facts.protectedUntil <= ctx.now) await requireProtectionLeft(ctx, facts);
    return protectFor(ctx, facts, input);
  });
}

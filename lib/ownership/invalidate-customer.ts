import { and, eq, sql } from "drizzle-orm";
import { customers } from "@/db/schema/customers";
import { users } from "@/db/schema/people";
import { poolMembers } from "@/db/schema/pools";
import type { Ctx, TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { lockReps } from "@/lib/ledger/lock-reps";
import { moveCustomers } from "@/lib/ledger/move-customers";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { requireReach } from "./reach";
import type { InvalidateCustomerInput } from "./schema";

async function readState(ctx: TxCtx, customerId: string) {
  const [row] = await ctx.db
    .select({
      state: customers.state,
      version: customers.version,
      poolId: customers.poolId,
      ownerId: customers.ownerId,
      ownerTeamId: users.teamId,
    })
    .from(customers)
    .leftJoin(users, eq(users.id, customers.ownerId))
    .where(eq(customers.id, customerId));
  if (!row) throw new DomainError("NOT_FOUND");
  return row;
}

/** What lies in a pool may be marked by a manager of that pool; a rep marks only what he holds. */
async function requirePoolLead(ctx: TxCtx, poolId: string): Promise<void> {
  const { actor } = ctx;
  if (actor.kind === "system" || actor.role === "admin") return;
  if (actor.role === "rep") throw new DomainError("NOT_OWNED");
  const [member] = await ctx.db
    .select({ poolId: poolMembers.poolId })
    .from(poolMembers)
    .where(and(eq(poolMembers.poolId, poolId), eq(poolMembers.userId, actor.id)));
  if (!member) throw new DomainError("NOT_A_MEMBER");
}

/** Takes a customer that is none out of circulation, with a reason; a manager can restore it. */
export async function invalidateCustomer(
  ctx: Ctx,
  input: InvalidateCustomerInput,
): Promise<{ customerId: string; version: number }> {
  authorize(ctx.actor, "customers.invalidate");
  return once(ctx, "invalidateCustomer", input, async (ctx) => {
    const row = await readState(ctx, input.customerId);
    if (row.ownerId) requireReach(ctx.actor, row);
    else await requirePoolLead(ctx, row.poolId);
    if (input.version && input.version !== row.version) throw new DomainError("STALE_OWNERSHIP");
    if (row.state !== "owned" && row.state !== "pooled")
      throw new DomainError("NOT_IN_POOL", { state: row.state });
    await lockReps(ctx, [row.ownerId]);
    const [moved] = await moveCustomers(ctx, {
      kind: "invalidated",
      where: sql`c.id = ${input.customerId}::uuid and c.version = ${row.version}`,
      invalidReason: input.reason,
      reason: input.reason,
      note: input.note || null,
    });
    if (!moved) throw new DomainError("STALE_OWNERSHIP");
    return { customerId: moved.id, version: moved.version };
  });
}

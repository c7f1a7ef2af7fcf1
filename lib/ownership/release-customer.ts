import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { lockReps } from "@/lib/ledger/lock-reps";
import { moveCustomers } from "@/lib/ledger/move-customers";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { requireHolding } from "./require-holding";
import type { ReleaseCustomerInput } from "./schema";

/**
 * Gives a held customer back to its pool, with a reason; his cool-down begins. A manager may do it for his team.
 * Whoever comes after a transfer or a reclaim gets STALE_OWNERSHIP.
 */
export async function releaseCustomer(
  ctx: Ctx,
  input: ReleaseCustomerInput,
): Promise<{ customerId: string; name: string; version: number; poolId: string }> {
  authorize(ctx.actor, "customers.release");
  return once(ctx, "releaseCustomer", input, async (ctx) => {
    const holding = await requireHolding(ctx, input.customerId, input.version);
    await lockReps(ctx, [holding.ownerId]);
    const [moved] = await moveCustomers(ctx, {
      kind: "released",
      where: sql`c.id = ${input.customerId}::uuid and c.owner_id = ${holding.ownerId}::uuid and c.version = ${holding.version}`,
      reason: input.reason,
      note: input.note || null,
      policyId: sql`t.due_policy_id`,
    });
    if (!moved) throw new DomainError("STALE_OWNERSHIP");
    return { customerId: moved.id, name: moved.name, version: moved.version, poolId: moved.toPoolId };
  });
}

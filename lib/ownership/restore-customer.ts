import { and, eq, sql } from "drizzle-orm";
import { customers } from "@/db/schema/customers";
import { poolMembers } from "@/db/schema/pools";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { moveCustomers } from "@/lib/ledger/move-customers";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import type { RestoreCustomerInput } from "./schema";

/** Puts an invalid customer back into its pool. A manager does it for the pools that he belongs to. */
export async function restoreCustomer(
  ctx: Ctx,
  input: RestoreCustomerInput,
): Promise<{ customerId: string; version: number; poolId: string }> {
  authorize(ctx.actor, "customers.restore");
  return once(ctx, "restoreCustomer", input, async (ctx) => {
    const { actor } = ctx;
    const [row] = await ctx.db
      .select({ poolId: customers.poolId, state: customers.state, member: poolMembers.userId })
      .from(customers)
      .leftJoin(
        poolMembers,
        and(
          eq(poolMembers.poolId, customers.poolId),
          eq(poolMembers.userId, actor.kind === "user" ? actor.id : sql`null`),
        ),
      )
      .where(eq(customers.id, input.customerId));
    if (!row) throw new DomainError("NOT_FOUND");
    if (actor.kind === "user" && actor.role !== "admin" && !row.member) throw new DomainError("NOT_A_MEMBER");
    const [moved] = await moveCustomers(ctx, {
      kind: "restored",
      where: sql`c.id = ${input.customerId}::uuid`,
      note: input.note || null,
    });
    if (!moved) throw new DomainError("CONFLICT", { state: row.state });
    return { customerId: moved.id, version: moved.version, poolId: moved.toPoolId };
  });
}

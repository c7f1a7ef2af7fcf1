import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { protections } from "@/db/schema/activity";
import type { Ctx } from "@/lib/context";
import { inForceOf, instantOn } from "@/lib/deadlines/restart-clock";
import { DomainError } from "@/lib/errors";
import { moveCustomers } from "@/lib/ledger/move-customers";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { requireHeldFacts } from "./require-held-facts";
import type { UnprotectCustomerInput } from "./schema";

/** Lifts a running protection: the clocks go on from now, with what they had left. NOT_PROTECTED when none runs. */
export async function unprotectCustomer(
  ctx: Ctx,
  input: UnprotectCustomerInput,
): Promise<{ customerId: string; version: number; dueAt: string | null }> {
  authorize(ctx.actor, "customers.protect");
  return once(ctx, "unprotectCustomer", input, async (ctx) => {
    const facts = await requireHeldFacts(ctx, input.customerId, input.version);
    const at = instantOn(ctx, facts);
    if (!facts.protectedUntil || facts.protectedUntil <= at) throw new DomainError("NOT_PROTECTED");
    await ctx.db
      .update(protections)
      .set({ liftedAt: at })
      .where(
        and(eq(protections.customerId, facts.id), isNull(protections.liftedAt), gt(protections.untilAt, at)),
      );
    const [moved] = await moveCustomers(ctx, {
      kind: "unprotected",
      where: sql`c.id = ${facts.id}::uuid and c.version = ${facts.version}`,
      protectedUntil: null,
      clock: { policy: inForceOf(facts), going: "newly_protected" },
      policyId: facts.policyId,
    });
    if (!moved) throw new DomainError("STALE_OWNERSHIP");
    return { customerId: facts.id, version: moved.version, dueAt: moved.dueAt?.toISOString() ?? null };
  });
}

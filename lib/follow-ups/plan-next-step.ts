import { and, eq } from "drizzle-orm";
import { customers } from "@/db/schema/customers";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { announce } from "@/lib/live/announce";
import { once } from "@/lib/operations";
import { requireHolding } from "@/lib/ownership/require-holding";
import { authorize } from "@/lib/permissions";
import { requirePerson } from "@/lib/require-person";
import type { PlanNextStepInput } from "./schema";

export type PlannedStep = { customerId: string; nextStep: string | null; nextStepAt: string | null };

/**
 * Sets, moves or takes away the next step of a held customer; no clock moves by it. STALE_OWNERSHIP when it changes
 * hands at the same time, and then nothing is written.
 */
export async function planNextStep(ctx: Ctx, input: PlanNextStepInput): Promise<PlannedStep> {
  authorize(ctx.actor, "followUps.log");
  requirePerson(ctx.actor);
  return once(ctx, "planNextStep", input, async (ctx) => {
    const { customerId } = input;
    const holding = await requireHolding(ctx, customerId, input.version);
    const nextStepAt = input.nextStepAt ? new Date(input.nextStepAt) : null;
    const nextStep = nextStepAt ? input.nextStep || null : null;
    const written = await ctx.db
      .update(customers)
      .set({ nextStep, nextStepAt })
      .where(
        and(
          eq(customers.id, customerId),
          eq(customers.ownerId, holding.ownerId),
          eq(customers.version, holding.version),
        ),
      )
      .returning({ id: customers.id });
    if (written.length === 0) throw new DomainError("STALE_OWNERSHIP");
    announce(ctx, { kind: "planned", customers: [customerId], owners: [holding.ownerId], pools: [] });
    return { customerId, nextStep, nextStepAt: nextStepAt?.toISOString() ?? null };
  });
}

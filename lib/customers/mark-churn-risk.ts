import { eq } from "drizzle-orm";
import { customers, edits } from "@/db/schema/customers";
import { actorId, type Ctx } from "@/lib/context";
import { refreshDeadlinesOf } from "@/lib/deadlines/refresh-deadlines";
import { DomainError } from "@/lib/errors";
import { announce } from "@/lib/live/announce";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { later } from "@/lib/time";
import { lockForEditor } from "./require-editor";
import type { MarkChurnRiskInput } from "./schema";

/** Since when it is marked; `changed` is false when it was so already. Plain JSON. */
export type MarkedChurnRisk = { customerId: string; churnRiskAt: string | null; changed: boolean };

/**
 * Marks a customer as one that may leave, or takes the mark off, for whoever may edit it; rules may count from the mark.
 * A mark that stands keeps its instant. STALE_OWNERSHIP when it has changed hands since the version that was seen.
 */
export async function markChurnRisk(ctx: Ctx, input: MarkChurnRiskInput): Promise<MarkedChurnRisk> {
  authorize(ctx.actor, "customers.edit");
  const marked = await once(ctx, "markChurnRisk", input, async (ctx) => {
    const { customerId, version, risk, note } = input;
    const { facts, instants } = await lockForEditor(ctx, customerId);
    if (version && version !== facts.version) throw new DomainError("STALE_OWNERSHIP");
    const from = instants.churnRiskAt?.toISOString() ?? null;
    if ((from !== null) === risk) return { customerId, churnRiskAt: from, changed: false };
    const at = later(ctx.now, instants.movedAt);
    const to = risk ? at.toISOString() : null;
    await ctx.db
      .update(customers)
      .set({ churnRiskAt: risk ? at : null })
      .where(eq(customers.id, customerId));
    const changes = { churnRiskAt: { from, to }, ...(note ? { churnNote: { from: null, to: note } } : {}) };
    await ctx.db.insert(edits).values({ customerId, userId: actorId(ctx.actor), changes, at });
    const owners = [facts.owner?.id ?? null];
    announce(ctx, { kind: "edited", customers: [customerId], owners, pools: [facts.pool.id] });
    return { customerId, churnRiskAt: to, changed: true };
  });
  // What is lost here, the next sweep does.
  if (marked.changed) await refreshDeadlinesOf(ctx, [input.customerId]);
  return marked;
}

import { and, eq } from "drizzle-orm";
import { customers } from "@/db/schema/customers";
import { dataIssues } from "@/db/schema/quality";
import { actorId, type Ctx, type TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { lockReps } from "@/lib/ledger/lock-reps";
import { announce } from "@/lib/live/announce";
import { once } from "@/lib/operations";
import { invalidateCustomer } from "@/lib/ownership/invalidate-customer";
import { authorize } from "@/lib/permissions";
import { eachCustomer, type OfCustomer } from "./each-customer";
import { REASON_OF } from "./rules";
import type { SettleIssuesInput } from "./schema";
import type { IssueOutcome } from "./types";

/**
 * Takes the customer out of its pool. What somebody holds is his until he or his manager says so on the customer itself:
 * nothing could give it back to him exactly as he had it.
 */
async function invalidate(ctx: TxCtx, { customerId, issues }: OfCustomer, input: SettleIssuesInput) {
  const [row] = await ctx.db
    .select({ state: customers.state })
    .from(customers)
    .where(eq(customers.id, customerId));
  if (row?.state === "invalid") return;
  if (row?.state !== "pooled") throw new DomainError("NOT_IN_POOL", { state: row?.state ?? "merged" });
  const [first] = issues;
  const reason = input.reason ?? (first ? REASON_OF[first.kind] : "other");
  await invalidateCustomer({ ...ctx, inOperation: true }, { customerId, reason, note: input.note });
}

async function close(ctx: TxCtx, issueId: string, input: SettleIssuesInput): Promise<void> {
  const [closed] = await ctx.db
    .update(dataIssues)
    .set({ state: input.as, decidedAt: ctx.now, decidedById: actorId(ctx.actor), note: input.note })
    .where(and(eq(dataIssues.id, issueId), eq(dataIssues.state, "open")))
    .returning({ id: dataIssues.id });
  if (!closed) throw new DomainError("CONFLICT", { reason: "settled" });
}

/**
 * Decides on open issues in reach: mended, none after all, or the customer is none. An outcome for each; of two who decide
 * on the same at once one is told CONFLICT. What is dismissed comes back only with new evidence.
 */
export async function settleIssues(ctx: Ctx, input: SettleIssuesInput): Promise<IssueOutcome[]> {
  authorize(ctx.actor, "quality.settle");
  return once(ctx, "settleIssues", input, async (ctx) => {
    await lockReps(ctx, []);
    const { outcomes, concerned } = await eachCustomer(ctx, input.issueIds, {
      wanted: "open",
      prepare: async (of) => {
        if (input.as === "invalidated") await invalidate(ctx, of, input);
      },
      apply: (issueId) => close(ctx, issueId, input),
    });
    announce(ctx, { kind: "data_settled", customers: concerned, owners: [], pools: [] });
    return outcomes;
  });
}

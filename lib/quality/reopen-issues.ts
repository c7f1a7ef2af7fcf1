import { eq, sql } from "drizzle-orm";
import { customers } from "@/db/schema/customers";
import { dataIssues } from "@/db/schema/quality";
import type { Ctx, TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { lockReps } from "@/lib/ledger/lock-reps";
import { announce } from "@/lib/live/announce";
import { once } from "@/lib/operations";
import { restoreCustomer } from "@/lib/ownership/restore-customer";
import { authorize } from "@/lib/permissions";
import { eachCustomer, type OfCustomer } from "./each-customer";
import type { ReopenIssuesInput } from "./schema";
import type { IssueOutcome } from "./types";

/** Puts a customer that went with its issue back into its pool; somebody may have done so already. */
async function restore(ctx: TxCtx, { customerId, issues }: OfCustomer): Promise<void> {
  if (!issues.some(({ state }) => state === "invalidated")) return;
  const [row] = await ctx.db
    .select({ state: customers.state })
    .from(customers)
    .where(eq(customers.id, customerId));
  if (row?.state !== "invalid") return;
  await restoreCustomer({ ...ctx, inOperation: true }, { customerId, note: "" });
}

async function reopen(ctx: TxCtx, issueId: string): Promise<void> {
  const [opened] = await ctx.db
    .update(dataIssues)
    .set({ state: "open", decidedAt: null, decidedById: null, note: "" })
    .where(
      sql`${dataIssues.id} = ${issueId}::uuid and not exists (select from data_issues o
        where o.customer_id = ${dataIssues.customerId} and o.kind = ${dataIssues.kind} and o.state = 'open')`,
    )
    .returning({ id: dataIssues.id });
  if (!opened) throw new DomainError("CONFLICT", { reason: "open_again" });
}

/**
 * Takes decisions on issues back: they are open again as they were, and a customer that was marked invalid with one lies in
 * its pool again. An outcome for each; CONFLICT for what is open already.
 */
export async function reopenIssues(ctx: Ctx, input: ReopenIssuesInput): Promise<IssueOutcome[]> {
  authorize(ctx.actor, "quality.settle");
  return once(ctx, "reopenIssues", input, async (ctx) => {
    await lockReps(ctx, []);
    const { outcomes, concerned } = await eachCustomer(ctx, input.issueIds, {
      wanted: "settled",
      prepare: (of) => restore(ctx, of),
      apply: (issueId) => reopen(ctx, issueId),
    });
    announce(ctx, { kind: "data_settled", customers: concerned, owners: [], pools: [] });
    return outcomes;
  });
}

import { and, eq } from "drizzle-orm";
import { newId } from "@/db/columns";
import { dataIssues, type IssueEvidence } from "@/db/schema/quality";
import type { Ctx, TxCtx } from "@/lib/context";
import { refreshDeadlinesOf } from "@/lib/deadlines/refresh-deadlines";
import { DomainError } from "@/lib/errors";
import { announce } from "@/lib/live/announce";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { requirePerson } from "@/lib/require-person";
import { lockSeen } from "./lock-customer";
import type { ReportCustomerInput } from "./schema";

const MOST_REPORTS = 20;

/** The reports with another one; who says it again corrects what he said. */
function withReport(evidence: IssueEvidence, report: { by: string; at: string; note: string }) {
  const others = (evidence.reports ?? []).filter(({ by }) => by !== report.by);
  return { ...evidence, reports: [...others, report].slice(-MOST_REPORTS) };
}

async function write(ctx: TxCtx, me: string, input: ReportCustomerInput) {
  const { customerId, kind, note } = input;
  const [open] = await ctx.db
    .select({ id: dataIssues.id, evidence: dataIssues.evidence })
    .from(dataIssues)
    .where(
      and(eq(dataIssues.customerId, customerId), eq(dataIssues.kind, kind), eq(dataIssues.state, "open")),
    );
  const evidence = withReport(open?.evidence ?? {}, { by: me, at: ctx.now.toISOString(), note });
  if (open) {
    await ctx.db.update(dataIssues).set({ evidence, evidenceAt: ctx.now }).where(eq(dataIssues.id, open.id));
    return { issueId: open.id, fresh: false };
  }
  const row = { id: newId(), customerId, kind, evidence, evidenceAt: ctx.now, foundAt: ctx.now };
  await ctx.db.insert(dataIssues).values({ ...row, foundById: me, state: "open" });
  return { issueId: row.id, fresh: true };
}

/**
 * Anybody who sees a customer says that its data is wrong, also before a claim; it changes nothing about who may have it
 * and no clock. `fresh` is false for what was known already: what he says is added to it.
 */
export async function reportCustomer(
  ctx: Ctx,
  input: ReportCustomerInput,
): Promise<{ issueId: string; fresh: boolean }> {
  authorize(ctx.actor, "quality.report");
  const me = requirePerson(ctx.actor);
  const reported = await once(ctx, "reportCustomer", input, async (ctx) => {
    const { facts } = await lockSeen(ctx, input.customerId);
    if (facts.state !== "pooled" && facts.state !== "owned") {
      throw new DomainError("NOT_IN_POOL", { state: facts.state });
    }
    const written = await write(ctx, me, input);
    const owners = facts.owner ? [facts.owner.id] : [];
    announce(ctx, { kind: "data_reported", customers: [input.customerId], owners, pools: [facts.pool.id] });
    return written;
  });
  // A rule may ask for it; whatever is lost here, the next sweep does.
  await refreshDeadlinesOf(ctx, [input.customerId]);
  return reported;
}

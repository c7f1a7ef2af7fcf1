import { eq } from "drizzle-orm";
import { submissions } from "@/db/schema/forms";
import { actorId, type Ctx, inTx, type TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { authorize } from "@/lib/permissions";
import type { AcceptSubmissionInput, SubmissionInput } from "./schema";
import { type SettledSubmission, settleSubmission } from "./settle-submission";

async function requireWaiting(ctx: TxCtx, submissionId: string) {
  const [stored] = await ctx.db
    .select()
    .from(submissions)
    .where(eq(submissions.id, submissionId))
    .for("update");
  if (!stored) throw new DomainError("NOT_FOUND", { what: "submission" });
  if (stored.state !== "held" && stored.state !== "discarded") throw new DomainError("CONFLICT");
  return stored;
}

/** Lets something that waits, or was discarded, become a customer or an enquiry, with what a person has put right. */
export async function acceptSubmission(ctx: Ctx, input: AcceptSubmissionInput): Promise<SettledSubmission> {
  authorize(ctx.actor, "sources.review");
  const { submissionId, values } = input;
  await inTx(ctx, async (ctx) => {
    const stored = await requireWaiting(ctx, submissionId);
    const filled = Object.entries(values).filter(([, value]) => value !== undefined && value !== "");
    await ctx.db
      .update(submissions)
      .set({
        ...{ state: "received", reasons: [], settledById: actorId(ctx.actor) },
        values: { ...stored.values, ...(Object.fromEntries(filled) as Record<string, string>) },
      })
      .where(eq(submissions.id, submissionId));
  });
  return settleSubmission(ctx, submissionId);
}

/** Puts something that waits aside; it stays in the list and can be accepted later. */
export async function discardSubmission(ctx: Ctx, input: SubmissionInput): Promise<SettledSubmission> {
  authorize(ctx.actor, "sources.review");
  return inTx(ctx, async (ctx) => {
    await requireWaiting(ctx, input.submissionId);
    await ctx.db
      .update(submissions)
      .set({ state: "discarded", settledAt: ctx.now, settledById: actorId(ctx.actor) })
      .where(eq(submissions.id, input.submissionId));
    return { state: "discarded", customerId: null };
  });
}

import { eq } from "drizzle-orm";
import { draftObservations, policyDrafts } from "@/db/schema/policy-drafts";
import type { Ctx } from "@/lib/context";
import { announce } from "@/lib/live/announce";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { requireWorkableRules } from "@/lib/policies/require-workable-rules";
import { requireDraft } from "./lock-draft";
import type { ObservePolicyDraftInput } from "./schema";

/**
 * Begins or ends to observe a draft: from then on it is written down whom it would have taken, as if it had been
 * published now, and nobody is taken. What was seen before is forgotten when it begins anew. RULE_UNWORKABLE, DRAFT_CHANGED.
 */
export async function observePolicyDraft(
  ctx: Ctx,
  input: ObservePolicyDraftInput,
): Promise<{ observedSince: string | null }> {
  authorize(ctx.actor, "policies.publish");
  return once(ctx, "observePolicyDraft", input, async (ctx) => {
    const draft = await requireDraft(ctx, input.poolId, input.draft);
    if (input.on) await requireWorkableRules(ctx.db, draft.document);
    const observedSince = input.on ? ctx.now : null;
    if (input.on) await ctx.db.delete(draftObservations).where(eq(draftObservations.draftId, draft.id));
    await ctx.db
      .update(policyDrafts)
      .set({ observedSince, observedAt: null })
      .where(eq(policyDrafts.id, draft.id));
    announce(ctx, { kind: "policy_draft_changed", customers: null, owners: [], pools: [input.poolId] });
    return { observedSince: observedSince?.toISOString() ?? null };
  });
}

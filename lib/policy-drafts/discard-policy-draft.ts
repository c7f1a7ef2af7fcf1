import { eq } from "drizzle-orm";
import { policyDrafts } from "@/db/schema/policy-drafts";
import type { Ctx } from "@/lib/context";
import { announce } from "@/lib/live/announce";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { requireDraft } from "./lock-draft";
import type { OnDraftInput } from "./schema";

/** Throws away the draft of a pool's rules, and what was observed of it. DRAFT_CHANGED when it is another by now. */
export async function discardPolicyDraft(ctx: Ctx, input: OnDraftInput): Promise<{ discarded: true }> {
  authorize(ctx.actor, "policies.publish");
  return once(ctx, "discardPolicyDraft", input, async (ctx) => {
    const draft = await requireDraft(ctx, input.poolId, input.draft);
    await ctx.db.delete(policyDrafts).where(eq(policyDrafts.id, draft.id));
    announce(ctx, { kind: "policy_draft_changed", customers: null, owners: [], pools: [input.poolId] });
    return { discarded: true as const };
  });
}

import { eq } from "drizzle-orm";
import { policyDrafts } from "@/db/schema/policy-drafts";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { announce } from "@/lib/live/announce";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { requireWorkableRules } from "@/lib/policies/require-workable-rules";
import { requirePerson } from "@/lib/require-person";
import { requireCurrentDraft, requireDraft } from "./lock-draft";
import type { OnDraftInput, SchedulePolicyDraftInput } from "./schema";

/**
 * Lets a draft be published by itself at an instant to come, in the name of who says so; an approval may follow until
 * then. INVALID_INPUT for an instant that is past, POLICY_CHANGED, RULE_UNWORKABLE and DRAFT_CHANGED as when it is
 * published or saved.
 */
export async function schedulePolicyDraft(
  ctx: Ctx,
  input: SchedulePolicyDraftInput,
): Promise<{ publishAt: string }> {
  authorize(ctx.actor, "policies.publish");
  const scheduledById = requirePerson(ctx.actor);
  return once(ctx, "schedulePolicyDraft", input, async (ctx) => {
    const { poolId, publishAt } = input;
    if (publishAt <= ctx.now) throw new DomainError("INVALID_INPUT", { field: "publishAt" });
    const draft = await requireCurrentDraft(ctx, poolId, input.draft);
    await requireWorkableRules(ctx.db, draft.document);
    await ctx.db.update(policyDrafts).set({ publishAt, scheduledById }).where(eq(policyDrafts.id, draft.id));
    announce(ctx, { kind: "policy_draft_changed", customers: null, owners: [], pools: [poolId] });
    return { publishAt: publishAt.toISOString() };
  });
}

/** Takes the hour from a draft: it stays a draft. Nothing happens to one that has none. */
export async function unschedulePolicyDraft(ctx: Ctx, input: OnDraftInput): Promise<{ publishAt: null }> {
  authorize(ctx.actor, "policies.publish");
  return once(ctx, "unschedulePolicyDraft", input, async (ctx) => {
    const draft = await requireDraft(ctx, input.poolId, input.draft);
    const none = { publishAt: null, scheduledById: null };
    await ctx.db.update(policyDrafts).set(none).where(eq(policyDrafts.id, draft.id));
    announce(ctx, { kind: "policy_draft_changed", customers: null, owners: [], pools: [input.poolId] });
    return { publishAt: null };
  });
}

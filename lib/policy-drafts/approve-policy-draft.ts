import { eq } from "drizzle-orm";
import { policyDrafts } from "@/db/schema/policy-drafts";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { announce } from "@/lib/live/announce";
import { notify } from "@/lib/notifications/notify";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { countHit } from "@/lib/policies/require-approval";
import { requirePerson } from "@/lib/require-person";
import { requireSecondPerson } from "@/lib/second-person/require-second-person";
import { requireCurrentDraft } from "./lock-draft";
import type { OnDraftInput } from "./schema";

/**
 * Approves a draft as another admin than its last editor (OWN_DRAFT, NOT_A_SECOND_PERSON), for as many customers as it takes now: published
 * when it takes the threshold more than that, it has to be approved again. The editor is told. DRAFT_CHANGED when it is
 * another by now, POLICY_CHANGED when a newer version is in force.
 */
export async function approvePolicyDraft(ctx: Ctx, input: OnDraftInput): Promise<{ hit: number }> {
  authorize(ctx.actor, "policies.publish");
  const approvedById = requirePerson(ctx.actor);
  return once(ctx, "approvePolicyDraft", input, async (ctx) => {
    const { poolId } = input;
    const draft = await requireCurrentDraft(ctx, poolId, input.draft);
    if (draft.editedById === approvedById) throw new DomainError("OWN_DRAFT");
    await requireSecondPerson(ctx, approvedById, draft.editedById, { deed: "policies.publish" });
    const { hit } = await countHit(ctx, { poolId, document: draft.document });
    await ctx.db
      .update(policyDrafts)
      .set({ approvedAt: ctx.now, approvedById, approvedHit: hit })
      .where(eq(policyDrafts.id, draft.id));
    const params = { pool: draft.poolName, poolId, count: hit };
    const dedupeKey = `approved:${draft.id}:${draft.revision}:${approvedById}`;
    await notify(ctx, [{ userId: draft.editedById, kind: "draft_approved", params, dedupeKey }]);
    announce(ctx, { kind: "policy_draft_changed", customers: null, owners: [], pools: [poolId] });
    return { hit };
  });
}

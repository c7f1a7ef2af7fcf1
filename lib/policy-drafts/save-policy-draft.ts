import { and, eq } from "drizzle-orm";
import { newId } from "@/db/columns";
import { policyDrafts } from "@/db/schema/policy-drafts";
import type { Ctx, TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { announce } from "@/lib/live/announce";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import type { DraftRef } from "@/lib/policies/publish-schema";
import { sameDocument } from "@/lib/policies/same-document";
import { requirePerson } from "@/lib/require-person";
import { draftChanged, lockDraft, requireOpenPool } from "./lock-draft";
import type { SavePolicyDraftInput } from "./schema";

/** What was settled about the revision before. */
const NOTHING_SETTLED = {
  ...{ approvedAt: null, approvedById: null, approvedHit: null, publishAt: null, scheduledById: null },
  ...{ observedSince: null, observedAt: null },
};

async function begin(ctx: TxCtx, editedById: string, input: SavePolicyDraftInput): Promise<DraftRef> {
  const { poolId, baseVersion, document, note } = input;
  const row = {
    id: newId(),
    poolId,
    baseVersion,
    document,
    note,
    revision: 1,
    editedAt: ctx.now,
    editedById,
  };
  const [made] = await ctx.db
    .insert(policyDrafts)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: policyDrafts.id });
  if (made) return { draftId: made.id, revision: 1 };
  // Somebody else began one in this moment.
  throw draftChanged((await lockDraft(ctx, poolId))?.editor ?? null);
}

async function save(ctx: TxCtx, input: SavePolicyDraftInput): Promise<DraftRef> {
  const editedById = requirePerson(ctx.actor);
  const { poolId, baseVersion, document, note, draft: seen } = input;
  const { inForce } = await requireOpenPool(ctx, poolId);
  if (baseVersion < 1 || baseVersion > inForce) throw new DomainError("NOT_FOUND", { what: "policy" });
  const draft = await lockDraft(ctx, poolId);
  if (!draft && seen) throw draftChanged(null);
  if (!draft) return begin(ctx, editedById, input);
  if (draft.id !== seen?.draftId || draft.revision !== seen.revision) throw draftChanged(draft.editor);
  const same =
    draft.baseVersion === baseVersion && draft.note === note && sameDocument(draft.document, document);
  if (same) return seen;
  const revision = draft.revision + 1;
  await ctx.db
    .update(policyDrafts)
    .set({ baseVersion, document, note, revision, editedAt: ctx.now, editedById, ...NOTHING_SETTLED })
    .where(and(eq(policyDrafts.id, draft.id), eq(policyDrafts.revision, draft.revision)));
  return { draftId: draft.id, revision };
}

/**
 * Keeps what is being written of a pool's rules, for every admin to go on with; nothing comes into force. An edit takes
 * back the approval, the hour and the observation of the draft. DRAFT_CHANGED when somebody has saved it meanwhile.
 */
export async function savePolicyDraft(ctx: Ctx, input: SavePolicyDraftInput): Promise<DraftRef> {
  authorize(ctx.actor, "policies.publish");
  return once(ctx, "savePolicyDraft", input, async (ctx) => {
    const saved = await save(ctx, input);
    announce(ctx, { kind: "policy_draft_changed", customers: null, owners: [], pools: [input.poolId] });
    return saved;
  });
}

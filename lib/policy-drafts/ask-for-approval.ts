import type { Ctx } from "@/lib/context";
import { notify } from "@/lib/notifications/notify";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { readSameHands } from "@/lib/second-person/read-same-hands";
import { requireCurrentDraft } from "./lock-draft";
import { otherAdmins } from "./other-admins";
import type { OnDraftInput } from "./schema";

/** Tells every other admin who may approve it, once for a revision, that a draft waits. Answers how many there are to ask. */
export async function askForApproval(ctx: Ctx, input: OnDraftInput): Promise<{ asked: number }> {
  authorize(ctx.actor, "policies.publish");
  return once(ctx, "askForApproval", input, async (ctx) => {
    const draft = await requireCurrentDraft(ctx, input.poolId, input.draft);
    const others = (await otherAdmins(ctx)).filter((id) => id !== draft.editedById);
    // The reason is the same from either side.
    const same = await readSameHands(ctx, draft.editedById, others, { deed: "policies.publish" });
    const admins = others.filter((id) => !same.has(id));
    await notify(
      ctx,
      admins.map((userId) => ({
        ...{ userId, kind: "approval_asked" as const },
        params: { pool: draft.poolName, poolId: input.poolId, by: draft.editor },
        dedupeKey: `approval:${draft.id}:${draft.revision}`,
      })),
    );
    return { asked: admins.length };
  });
}

import type { Ctx } from "@/lib/context";
import { markAllOverflow } from "@/lib/deadlines/mark-overflow";
import { refreshDeadlines } from "@/lib/deadlines/refresh-deadlines";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { indexAskedFields } from "./index-asked-fields";
import type { PublishDraftInput } from "./publish-schema";
import { type PublishedPolicy, putInForce } from "./put-in-force";

/**
 * Puts a new version of a pool's rules in force, then recomputes the deadlines that it moves. A rule that is new or
 * another takes nothing by that from present holders for a day. POLICY_CHANGED when another version was published
 * meanwhile, RULE_UNWORKABLE when a rule can't work, APPROVAL_NEEDED when it takes more than one admin may decide.
 */
export async function publishPolicy(
  ctx: Ctx,
  input: PublishDraftInput,
): Promise<PublishedPolicy & { refreshed: number }> {
  authorize(ctx.actor, "policies.publish");
  const published = await once(ctx, "publishPolicy", input, (ctx) =>
    putInForce(ctx, { ...input, restores: null }),
  );
  // After the commit: publishing holds up every claim, recomputing doesn't. Whatever is lost here, the next sweep does.
  await markAllOverflow(ctx);
  const refreshed = await refreshDeadlines(ctx);
  await indexAskedFields(ctx, input.document);
  return { ...published, refreshed };
}

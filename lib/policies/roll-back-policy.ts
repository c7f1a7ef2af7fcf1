import type { Ctx } from "@/lib/context";
import { markAllOverflow } from "@/lib/deadlines/mark-overflow";
import { refreshDeadlines } from "@/lib/deadlines/refresh-deadlines";
import { DomainError } from "@/lib/errors";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { indexAskedFields } from "./index-asked-fields";
import type { RollBackPolicyInput } from "./publish-schema";
import { type PublishedPolicy, putInForce } from "./put-in-force";
import { getPolicy } from "./queries";

/**
 * Puts the rules of an earlier version in force again, as a new version that names it: with the notice, the approval and
 * the refusals of any other. Rules that don't work any more are RULE_UNWORKABLE, the rule and what it lacks named; the
 * version in force itself is CONFLICT.
 */
export async function rollBackPolicy(
  ctx: Ctx,
  input: RollBackPolicyInput,
): Promise<PublishedPolicy & { refreshed: number }> {
  authorize(ctx.actor, "policies.publish");
  const { poolId, baseVersion, version, note } = input;
  const { document } = await getPolicy(ctx, { poolId, version });
  const published = await once(ctx, "rollBackPolicy", input, (ctx) => {
    if (version >= baseVersion) throw new DomainError("CONFLICT");
    return putInForce(ctx, { poolId, baseVersion, document, note, restores: version });
  });
  await markAllOverflow(ctx);
  const refreshed = await refreshDeadlines(ctx);
  await indexAskedFields(ctx, document);
  return { ...published, refreshed };
}

import { eq, gt } from "drizzle-orm";
import { exportRuleChanges } from "@/db/schema/access";
import { exportRules } from "@/db/schema/views";
import type { TxCtx } from "@/lib/context";
import { readSameHands } from "@/lib/second-person/read-same-hands";
import { EXPORT_RULE_WAIT_MS, strictest } from "@/lib/second-person/rules";
import { addMs } from "@/lib/time";

/**
 * Above how many customers this person's export needs somebody else's yes; null is never. Of what he, or somebody who may be
 * he, has loosened within a day the former number counts: nobody lifts the approval that he is about to need.
 */
export async function readApprovalAbove(ctx: TxCtx, userId: string): Promise<number | null> {
  const [rules] = await ctx.db.select().from(exportRules).where(eq(exportRules.one, true));
  const since = addMs(ctx.now, -EXPORT_RULE_WAIT_MS);
  const changes = await ctx.db.select().from(exportRuleChanges).where(gt(exportRuleChanges.at, since));
  const changers = changes.flatMap(({ byId }) => byId ?? []);
  const same = await readSameHands(ctx, userId, changers, { deed: "exports.decide" });
  const own = changes.filter(({ byId }) => byId !== null && (byId === userId || same.has(byId)));
  return strictest([rules?.approvalAbove ?? null, ...own.map(({ fromAbove }) => fromAbove)]);
}

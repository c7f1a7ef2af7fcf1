import { eq } from "drizzle-orm";
import { exportRuleChanges } from "@/db/schema/access";
import { exportRules } from "@/db/schema/views";
import { actorId, type Ctx } from "@/lib/context";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import type { SetExportRulesInput } from "./schema";

/**
 * Sets above how many customers an export needs a second person's yes, and writes down the change; what waits already
 * still waits. Whoever raises it, or switches it off, is himself held to the former number for a day.
 */
export async function setExportRules(ctx: Ctx, input: SetExportRulesInput): Promise<SetExportRulesInput> {
  authorize(ctx.actor, "exports.manage");
  return once(ctx, "setExportRules", input, async (ctx) => {
    const set = { approvalAbove: input.approvalAbove, setById: actorId(ctx.actor), setAt: ctx.now };
    const [before] = await ctx.db.select().from(exportRules).where(eq(exportRules.one, true)).for("update");
    const fromAbove = before?.approvalAbove ?? null;
    if (fromAbove === input.approvalAbove) return input;
    await ctx.db
      .insert(exportRuleChanges)
      .values({ at: set.setAt, byId: set.setById, fromAbove, toAbove: input.approvalAbove });
    await ctx.db
      .insert(exportRules)
      .values({ one: true, ...set })
      .onConflictDoUpdate({ target: exportRules.one, set });
    return input;
  });
}

import { exportRules } from "@/db/schema/views";
import { actorId, type Ctx } from "@/lib/context";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import type { SetExportRulesInput } from "./schema";

/** Sets above how many customers an export needs a second person's yes; what waits already still waits. */
export async function setExportRules(ctx: Ctx, input: SetExportRulesInput): Promise<SetExportRulesInput> {
  authorize(ctx.actor, "exports.manage");
  return once(ctx, "setExportRules", input, async (ctx) => {
    const set = { approvalAbove: input.approvalAbove, setById: actorId(ctx.actor), setAt: ctx.now };
    await ctx.db
      .insert(exportRules)
      .values({ one: true, ...set })
      .onConflictDoUpdate({ target: exportRules.one, set });
    return input;
  });
}

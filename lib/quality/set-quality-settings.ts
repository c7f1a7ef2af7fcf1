import { sql } from "drizzle-orm";
import { qualitySettings } from "@/db/schema/quality";
import type { Ctx } from "@/lib/context";
import { refreshDeadlines } from "@/lib/deadlines/refresh-deadlines";
import { POLICY_LOCK } from "@/lib/ledger/lock-reps";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import type { SetQualitySettingsInput } from "./schema";
import type { QualitySettings } from "./types";

/**
 * Says what each field counts for in the completeness, and after how many unanswered attempts a customer counts as gone.
 * Deadlines of rules that ask for the completeness are computed anew; what is open stays open.
 */
export async function setQualitySettings(ctx: Ctx, input: SetQualitySettingsInput): Promise<QualitySettings> {
  authorize(ctx.actor, "quality.manage");
  const settings = await once(ctx, "setQualitySettings", input, async (ctx) => {
    const { weights, goneAfter } = input;
    await ctx.db.execute(sql`select pg_advisory_xact_lock(${POLICY_LOCK})`);
    await ctx.db
      .insert(qualitySettings)
      .values({ weights, goneAfter })
      .onConflictDoUpdate({ target: qualitySettings.one, set: { weights, goneAfter } });
    await ctx.db.execute(sql`
      update customers set due_policy_id = null where state = 'owned'
        and pool_id in (select p.pool_id from policies p where p.document->>'returnRules' like '%"completeness"%')`);
    return { weights, goneAfter };
  });
  await refreshDeadlines(ctx);
  return settings;
}

import { eq } from "drizzle-orm";
import { webhookEndpoints } from "@/db/schema/webhooks";
import type { Ctx } from "@/lib/context";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { hurryLanes } from "./lanes";
import { requireEndpoint } from "./require-endpoint";
import type { SwitchEndpointInput } from "./schema";

/**
 * Switches an endpoint on, also one that was paused because it failed: what waited meanwhile goes out now, in its order.
 * Off, nothing more is written down for it; what waits already waits on.
 */
export async function switchEndpoint(ctx: Ctx, input: SwitchEndpointInput): Promise<{ endpointId: string }> {
  authorize(ctx.actor, "webhooks.manage");
  return once(ctx, "switchEndpoint", input, async (ctx) => {
    const { endpointId, on } = input;
    await requireEndpoint(ctx, endpointId);
    const afresh = { failures: 0, failingSince: null, restUntil: null };
    await ctx.db
      .update(webhookEndpoints)
      .set({ state: on ? "on" : "off", pausedBecause: null, ...(on ? afresh : {}) })
      .where(eq(webhookEndpoints.id, endpointId));
    if (on) await hurryLanes(ctx.db, endpointId, ctx.now);
    return { endpointId };
  });
}

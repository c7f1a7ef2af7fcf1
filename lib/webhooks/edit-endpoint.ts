import { eq } from "drizzle-orm";
import { webhookEndpoints } from "@/db/schema/webhooks";
import type { Ctx } from "@/lib/context";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { requireEndpoint, requireUrl } from "./require-endpoint";
import type { EditEndpointInput } from "./schema";

/** Changes where an endpoint is and what it wants; what waits already goes to the new address. */
export async function editEndpoint(ctx: Ctx, input: EditEndpointInput): Promise<{ endpointId: string }> {
  authorize(ctx.actor, "webhooks.manage");
  const { endpointId, url, description, kinds } = input;
  requireUrl(url);
  return once(ctx, "editEndpoint", input, async (ctx) => {
    await requireEndpoint(ctx, endpointId);
    await ctx.db
      .update(webhookEndpoints)
      .set({ url, description, kinds, restUntil: null })
      .where(eq(webhookEndpoints.id, endpointId));
    return { endpointId };
  });
}

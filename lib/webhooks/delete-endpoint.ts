import { eq } from "drizzle-orm";
import { webhookEndpoints } from "@/db/schema/webhooks";
import type { Ctx } from "@/lib/context";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { requireEndpoint } from "./require-endpoint";
import type { EndpointInput } from "./schema";

/** Takes an endpoint away with everything that waits for it and its log. */
export async function deleteEndpoint(ctx: Ctx, input: EndpointInput): Promise<{ endpointId: string }> {
  authorize(ctx.actor, "webhooks.manage");
  return once(ctx, "deleteEndpoint", input, async (ctx) => {
    await requireEndpoint(ctx, input.endpointId);
    await ctx.db.delete(webhookEndpoints).where(eq(webhookEndpoints.id, input.endpointId));
    return { endpointId: input.endpointId };
  });
}

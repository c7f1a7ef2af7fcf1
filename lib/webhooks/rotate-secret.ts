import { eq } from "drizzle-orm";
import { webhookEndpoints } from "@/db/schema/webhooks";
import { type Ctx, inTx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { addMs, HOUR } from "@/lib/time";
import { makeSecret } from "./endpoint-secret";
import { requireEndpoint } from "./require-endpoint";
import type { RotateSecretInput } from "./schema";

/** Gives an endpoint a new secret, shown in this answer alone; until the overlap is over the one before signs as well. */
export async function rotateSecret(
  ctx: Ctx,
  input: RotateSecretInput,
): Promise<{ endpointId: string; secret: string; oldSecretUntil: string | null }> {
  authorize(ctx.actor, "webhooks.manage");
  const { endpointId, overlapHours } = input;
  return inTx(ctx, async (ctx) => {
    const endpoint = await requireEndpoint(ctx, endpointId);
    const { plain, sealed } = makeSecret(endpointId);
    const until = overlapHours > 0 ? addMs(ctx.now, overlapHours * HOUR) : null;
    await ctx.db
      .update(webhookEndpoints)
      .set({ secret: sealed, oldSecret: until ? endpoint.secret : null, oldSecretUntil: until })
      .where(eq(webhookEndpoints.id, endpointId));
    return { endpointId, secret: plain, oldSecretUntil: until?.toISOString() ?? null };
  });
}

import { newId } from "@/db/columns";
import { webhookEndpoints } from "@/db/schema/webhooks";
import { actorId, type Ctx, inTx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { makeSecret } from "./endpoint-secret";
import { requireUrl } from "./require-endpoint";
import type { CreateEndpointInput } from "./schema";

/**
 * Adds an endpoint, on at once: it is told of what happens from now on. The secret is shown in this answer and never
 * again, which is why the answer isn't kept under an operation key. INVALID_INPUT for a url that nothing is sent to.
 */
export async function createEndpoint(
  ctx: Ctx,
  input: CreateEndpointInput,
): Promise<{ endpointId: string; secret: string }> {
  authorize(ctx.actor, "webhooks.manage");
  const { url, description, kinds } = input;
  requireUrl(url);
  const id = newId();
  const { plain, sealed } = makeSecret(id);
  await inTx(ctx, (ctx) =>
    ctx.db.insert(webhookEndpoints).values({
      ...{ id, url, description, kinds, secret: sealed, state: "on" },
      ...{ createdAt: ctx.now, createdById: actorId(ctx.actor) },
    }),
  );
  return { endpointId: id, secret: plain };
}

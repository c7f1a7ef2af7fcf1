import { eq } from "drizzle-orm";
import type { Dispatcher } from "undici";
import { newId } from "@/db/columns";
import { webhookDeliveries, webhookMessages } from "@/db/schema/webhooks";
import { type Ctx, inTx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { TEST_KIND } from "./catalogue";
import { allowsPrivate, bodyOf, refusalToSend } from "./deliver-webhooks";
import { secretsOf } from "./endpoint-secret";
import { guardedAgent } from "./guarded-agent";
import { DEADLINE_MS, type Posted, post } from "./post";
import { requireEndpoint } from "./require-endpoint";
import type { EndpointInput } from "./schema";
import { writeAttempt } from "./settle";
import { signedHeaders } from "./sign";

export type TestAnswer = Pick<Posted, "status" | "durationMs" | "answer" | "error">;

/** Writes down a test message that no job sends: it is sent here and now, once. */
async function prepare(ctx: Ctx, endpointId: string) {
  return inTx(ctx, async (ctx) => {
    const endpoint = await requireEndpoint(ctx, endpointId);
    const message = {
      ...{ id: newId(), kind: TEST_KIND, subject: endpointId, at: ctx.now },
      data: { endpointId, description: endpoint.description },
    };
    const [row] = await ctx.db
      .insert(webhookMessages)
      .values({ ...message, onlyFor: endpointId })
      .returning({ seq: webhookMessages.seq });
    const deliveryId = newId();
    await ctx.db.insert(webhookDeliveries).values({
      ...{ id: deliveryId, messageId: message.id, endpointId, subject: endpointId, seq: row?.seq ?? 0 },
      // Until the answer is here it counts as one that failed.
      ...{ state: "failed", endedAt: ctx.now },
    });
    return { endpoint, message: { ...message, at: ctx.now.toISOString() }, deliveryId };
  });
}

async function postOnce(
  { now }: Ctx,
  url: string,
  message: Parameters<typeof post>[1],
  dispatcher: Dispatcher | undefined,
): Promise<Posted> {
  const agent = guardedAgent({ allowPrivate: allowsPrivate(), timeoutMs: DEADLINE_MS });
  try {
    return await post(url, message, { dispatcher: dispatcher ?? agent, now });
  } finally {
    await agent.destroy();
  }
}

/** Sends a test message to an endpoint, on or off, and answers what came back. It is never tried again. */
export async function sendTestEvent(
  ctx: Ctx,
  input: EndpointInput,
  options: { dispatcher?: Dispatcher } = {},
): Promise<TestAnswer> {
  authorize(ctx.actor, "webhooks.manage");
  const { endpoint, message, deliveryId } = await prepare(ctx, input.endpointId);
  const body = bodyOf(message);
  const secrets = secretsOf(endpoint.id, endpoint, ctx.now);
  const headers = signedHeaders(secrets, { id: message.id, at: ctx.now, body });
  const posted =
    refusalToSend(endpoint.url, secrets) ??
    (await postOnce(ctx, endpoint.url, { headers, body }, options.dispatcher));
  await inTx(ctx, async (ctx) => {
    await writeAttempt(ctx, deliveryId, posted);
    await ctx.db
      .update(webhookDeliveries)
      .set({ state: posted.error === null ? "delivered" : "failed", attempts: 1 })
      .where(eq(webhookDeliveries.id, deliveryId));
  });
  const { status, durationMs, answer, error } = posted;
  return { status, durationMs, answer, error };
}

import { and, eq, gt, sql } from "drizzle-orm";
import { newId } from "@/db/columns";
import { users } from "@/db/schema/people";
import { webhookAttempts, webhookDeliveries, webhookEndpoints } from "@/db/schema/webhooks";
import { type Ctx, inTx, type TxCtx } from "@/lib/context";
import { notify } from "@/lib/notifications/notify";
import { addMs } from "@/lib/time";
import { type Head, hurryLanes, type Lane, leaveLane, lockLane, renewLease } from "./lanes";
import type { Posted } from "./post";
import { DOWN_AFTER, PAUSE_AFTER, restMs, retryAfterMs } from "./rules";

export type Settled = "delivered" | "again" | "given_up";

type Endpoint = typeof webhookEndpoints.$inferSelect;

/** Writes an attempt into the log of its delivery. */
export async function writeAttempt(
  ctx: TxCtx,
  deliveryId: string,
  { status, durationMs, answer, error }: Posted,
) {
  await ctx.db
    .insert(webhookAttempts)
    .values({ id: newId(), deliveryId, at: ctx.now, status, durationMs, answer, error });
}

async function endDelivery(ctx: TxCtx, deliveryId: string, state: "delivered" | "failed"): Promise<void> {
  await ctx.db
    .update(webhookDeliveries)
    .set({ state, endedAt: ctx.now, attempts: sql`${webhookDeliveries.attempts} + 1` })
    .where(and(eq(webhookDeliveries.id, deliveryId), eq(webhookDeliveries.state, "due")));
}

/**
 * The endpoint has answered well: it isn't failing any more, and what waited because it was down goes now. Its row is locked
 * by a statement of its own: one that locks and updates a row at once can wait for whoever waits for it, while messages
 * that are being queued refer to the endpoint.
 */
async function noteSuccess(ctx: TxCtx, endpointId: string): Promise<void> {
  const failing = and(eq(webhookEndpoints.id, endpointId), gt(webhookEndpoints.failures, 0));
  const [before] = await ctx.db
    .select({ failures: webhookEndpoints.failures })
    .from(webhookEndpoints)
    .where(failing)
    .for("no key update");
  if (!before) return;
  await ctx.db
    .update(webhookEndpoints)
    .set({ failures: 0, failingSince: null, restUntil: null })
    .where(eq(webhookEndpoints.id, endpointId));
  if (before.failures >= DOWN_AFTER) await hurryLanes(ctx.db, endpointId, ctx.now);
}

async function tellAdmins(ctx: TxCtx, endpoint: Endpoint, because: string): Promise<void> {
  const admins = await ctx.db.execute<{ id: string }>(
    sql`select id from ${users} where role = 'admin' and deactivated_at is null`,
  );
  const params = { name: new URL(endpoint.url).host, reason: because };
  const dedupeKey = `webhook_paused:${endpoint.id}:${ctx.now.toISOString()}`;
  await notify(
    ctx,
    admins.map(({ id }) => ({ userId: id, kind: "webhook_paused" as const, params, dedupeKey })),
  );
}

/**
 * Counts a failure, and answers whether the endpoint is paused. One that is down rests; what fails while it rests, having
 * been on its way, tells nothing new. One that says 410, has failed for days, or would now cost its first message is paused.
 */
async function noteFailure(ctx: TxCtx, endpointId: string, error: string, isLast: boolean): Promise<boolean> {
  const [endpoint] = await ctx.db
    .select()
    .from(webhookEndpoints)
    .where(eq(webhookEndpoints.id, endpointId))
    .for("no key update");
  if (!endpoint) return false;
  const rests = endpoint.restUntil !== null && endpoint.restUntil > ctx.now;
  const failures = endpoint.failures + (rests ? 0 : 1);
  const failingSince = endpoint.failingSince ?? ctx.now;
  const restUntil = rests ? endpoint.restUntil : addMs(ctx.now, restMs(failures));
  const gone = error === "gone";
  const lasts = addMs(failingSince, PAUSE_AFTER) <= ctx.now || (isLast && failures >= DOWN_AFTER);
  const pause = endpoint.state === "on" && (gone || lasts);
  const because = gone ? "gone" : "failing";
  await ctx.db
    .update(webhookEndpoints)
    .set({ failures, failingSince, restUntil, ...(pause ? { state: "paused", pausedBecause: because } : {}) })
    .where(eq(webhookEndpoints.id, endpointId));
  if (pause) await tellAdmins(ctx, endpoint, because);
  return pause;
}

/**
 * Writes down what came of an attempt. After a success the lane is held for its next message; after a failure it waits,
 * or goes on with the next when this one is given up. Who has lost the lease meanwhile leaves the lane alone: what was
 * delivered is delivered all the same.
 */
export function settle(ctx: Ctx, lane: Lane, head: Head, posted: Posted, dice: number): Promise<Settled> {
  return inTx(ctx, async (ctx): Promise<Settled> => {
    const held = await lockLane(ctx.db, lane);
    await writeAttempt(ctx, head.deliveryId, posted);
    if (posted.error === null) {
      await endDelivery(ctx, head.deliveryId, "delivered");
      if (held) await renewLease(ctx.db, lane);
      await noteSuccess(ctx, lane.endpointId);
      return "delivered";
    }
    const wait = retryAfterMs(head.attempts + 1, dice, posted.askedMs);
    const paused = await noteFailure(ctx, lane.endpointId, posted.error, wait === null);
    if (!held) return "again";
    if (wait === null && !paused) {
      await endDelivery(ctx, head.deliveryId, "failed");
      await leaveLane(ctx.db, lane, ctx.now);
      return "given_up";
    }
    await ctx.db
      .update(webhookDeliveries)
      .set({ attempts: wait === null ? 0 : head.attempts + 1 })
      .where(and(eq(webhookDeliveries.id, head.deliveryId), eq(webhookDeliveries.state, "due")));
    await leaveLane(ctx.db, lane, addMs(ctx.now, wait ?? 0));
    return "again";
  });
}

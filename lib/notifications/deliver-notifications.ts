import { and, asc, eq, inArray, lt, lte } from "drizzle-orm";
import type { Executor, Tx } from "@/db/client";
import { deliveries, notifications } from "@/db/schema/notifications";
import { users } from "@/db/schema/people";
import { type Ctx, inTx } from "@/lib/context";
import { DEFAULT_LOCALE } from "@/lib/i18n/locales";
import { authorize } from "@/lib/permissions";
import { addMs } from "@/lib/time";
import { composeEmail } from "./email";
import { MAIL_EXPIRES_AFTER_MS, messageId, retryAfterMs } from "./rules";
import { MailError, type MailTransport, transportFromEnv } from "./smtp";

const RUN_BUDGET_MS = 200_000;

type Options = { transport?: MailTransport | null; appUrl?: string | null; limit?: number };
type Outcome = "delivered" | "failed" | "skipped" | "server_down" | "nothing_due";

/**
 * Mails what is due, each message in a transaction of its own that holds its row until the server has answered:
 * a crash leaves the row due, so nothing is lost, and at worst one message repeats with the same Message-ID.
 * Two runs at once share the work. Without an SMTP server there is nothing to deliver.
 */
export async function deliverNotifications(
  ctx: Ctx,
  { transport = transportFromEnv(), appUrl = process.env.APP_URL || null, limit = 1_000 }: Options = {},
): Promise<{ delivered: number; failed: number }> {
  authorize(ctx.actor, "jobs.run");
  await giveUpExpired(ctx.db, ctx.now);
  const done = { delivered: 0, failed: 0 };
  if (!transport) return done;
  const started = performance.now();
  try {
    for (let n = 0; n < limit && performance.now() - started < RUN_BUDGET_MS; n++) {
      const outcome = await inTx(ctx, (tx) => deliverNext(tx.db, ctx.now, transport, appUrl));
      if (outcome === "nothing_due") break;
      if (outcome === "delivered") done.delivered++;
      if (outcome === "failed" || outcome === "server_down") done.failed++;
      if (outcome === "server_down") break;
    }
  } finally {
    transport.close();
  }
  return done;
}

async function giveUpExpired(db: Executor, now: Date): Promise<void> {
  const stale = db
    .select({ id: notifications.id })
    .from(notifications)
    .where(lt(notifications.at, addMs(now, -MAIL_EXPIRES_AFTER_MS)));
  await db
    .update(deliveries)
    .set({ state: "dead", lastError: "expired" })
    .where(and(eq(deliveries.state, "due"), inArray(deliveries.notificationId, stale)));
}

async function deliverNext(
  db: Tx,
  now: Date,
  transport: MailTransport,
  appUrl: string | null,
): Promise<Outcome> {
  const [due] = await db
    .select({ delivery: deliveries, message: notifications, user: users })
    .from(deliveries)
    .innerJoin(notifications, eq(notifications.id, deliveries.notificationId))
    .innerJoin(users, eq(users.id, notifications.userId))
    .where(and(eq(deliveries.state, "due"), lte(deliveries.dueAt, now)))
    .orderBy(asc(deliveries.dueAt), asc(deliveries.id))
    .limit(1)
    .for("update", { of: deliveries, skipLocked: true });
  if (!due) return "nothing_due";
  const { delivery, message, user } = due;
  const settle = (set: Partial<typeof deliveries.$inferInsert>) =>
    db.update(deliveries).set(set).where(eq(deliveries.id, delivery.id));

  if (user.deactivatedAt) {
    await settle({ state: "dead", lastError: "recipient left" });
    return "skipped";
  }
  const attempts = delivery.attempts + 1;
  const to = { locale: user.locale ?? DEFAULT_LOCALE, name: user.name };
  try {
    await transport.send({
      ...composeEmail(message, to, appUrl),
      messageId: messageId(delivery.id, transport.from),
      to: { name: user.name, address: user.email },
    });
  } catch (error) {
    return await recordFailure(settle, error, attempts, now);
  }
  await settle({ state: "delivered", attempts, deliveredAt: now, lastError: null });
  return "delivered";
}

async function recordFailure(
  settle: (set: Partial<typeof deliveries.$inferInsert>) => PromiseLike<unknown>,
  error: unknown,
  attempts: number,
  now: Date,
): Promise<Outcome> {
  const lastError = (error instanceof Error ? error.message : String(error)).slice(0, 500);
  if (error instanceof MailError && error.failure === "server") {
    // No message's fault: none of them spends an attempt, and the next run knocks again.
    await settle({ lastError });
    return "server_down";
  }
  const permanent = error instanceof MailError && error.failure === "permanent";
  const wait = permanent ? null : retryAfterMs(attempts);
  await settle(
    wait === null ? { state: "dead", attempts, lastError } : { attempts, lastError, dueAt: addMs(now, wait) },
  );
  return error instanceof MailError && error.connectionLost ? "server_down" : "failed";
}

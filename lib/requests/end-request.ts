import { and, eq, isNull, sql } from "drizzle-orm";
import type { RequestAnswer } from "@/db/enums";
import { requests } from "@/db/schema/activity";
import { actorId, type TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";

export type StoredRequest = typeof requests.$inferSelect;

/** The request as it waits; NOT_FOUND when there is none, REQUEST_OVER when it was answered, withdrawn or has lapsed. */
export async function requireWaiting(ctx: TxCtx, requestId: string): Promise<StoredRequest> {
  const [request] = await ctx.db.select().from(requests).where(eq(requests.id, requestId));
  if (!request) throw new DomainError("NOT_FOUND", { what: "request" });
  if (request.endedAt || request.lapsesAt <= ctx.now) throw new DomainError("REQUEST_OVER");
  return request;
}

/** Ends a waiting request; of two at once the second gets REQUEST_OVER. */
export async function endRequest(
  ctx: TxCtx,
  request: StoredRequest,
  answer: RequestAnswer,
  note: string,
): Promise<void> {
  const ended = await ctx.db
    .update(requests)
    .set({
      endedAt: sql`greatest(asked_at, ${ctx.now.toISOString()}::timestamptz)`,
      answer,
      note,
      answeredById: actorId(ctx.actor),
    })
    .where(and(eq(requests.id, request.id), isNull(requests.endedAt)))
    .returning({ id: requests.id });
  if (ended.length === 0) throw new DomainError("REQUEST_OVER");
}

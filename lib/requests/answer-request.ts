import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { inForceOf } from "@/lib/deadlines/restart-clock";
import { writeDeadlines } from "@/lib/deadlines/write-deadlines";
import { DomainError } from "@/lib/errors";
import { announce } from "@/lib/live/announce";
import { notify } from "@/lib/notifications/notify";
import { once } from "@/lib/operations";
import { openTenureId } from "@/lib/ownership/open-tenure";
import { protectFor } from "@/lib/ownership/protect-customer";
import { requireHeldFacts } from "@/lib/ownership/require-held-facts";
import { authorize } from "@/lib/permissions";
import { requireSecondPerson } from "@/lib/second-person/require-second-person";
import { endRequest, requireWaiting } from "./end-request";
import type { AnswerRequestInput } from "./schema";

/**
 * Answers an owner's request for protection: a manager for his team, an admin for all, nobody his own, and with
 * a yes nobody who has his access from the owner (NOT_A_SECOND_PERSON). With yes the
 * customer is protected for the days that were asked, whatever the owner's own limit; with no the clocks go on.
 */
export async function answerRequest(
  ctx: Ctx,
  input: AnswerRequestInput,
): Promise<{ customerId: string; approved: boolean; dueAt: string | null }> {
  authorize(ctx.actor, "customers.transfer");
  return once(ctx, "answerRequest", input, async (ctx) => {
    const request = await requireWaiting(ctx, input.requestId);
    if (ctx.actor.kind === "user" && ctx.actor.id === request.userId) throw new DomainError("NOT_YOURS");
    const facts = await requireHeldFacts(ctx, request.customerId);
    // Who lost it and has it again asks anew.
    const stillHis =
      facts.ownerId === request.userId && (await openTenureId(ctx, facts.id)) === request.tenureId;
    if (!stillHis) throw new DomainError("STALE_OWNERSHIP");
    if (input.approve && ctx.actor.kind === "user") {
      // One way: who let an owner in leads him, and answers him from the first day on.
      const options = { deed: "customers.transfer", oneWay: true } as const;
      await requireSecondPerson(ctx, ctx.actor.id, request.userId, options);
    }
    await endRequest(ctx, request, input.approve ? "approved" : "declined", input.note);
    const { days, reason } = request;
    const dueAt = input.approve
      ? (await protectFor(ctx, facts, { days, reason })).dueAt
      : ((
          await writeDeadlines(ctx, inForceOf(facts), sql`c.id = ${facts.id}::uuid`)
        )[0]?.dueAt?.toISOString() ?? null);
    await notify(ctx, [
      {
        ...{ userId: request.userId, kind: "protection_answered", customerId: facts.id },
        params: { name: facts.name, approved: input.approve, dueAt, note: input.note },
        dedupeKey: `answered:${request.id}`,
      },
    ]);
    announce(ctx, { kind: "edited", customers: [facts.id], owners: [facts.ownerId], pools: [] });
    return { customerId: facts.id, approved: input.approve, dueAt };
  });
}

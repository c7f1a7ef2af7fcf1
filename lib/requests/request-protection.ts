import { and, count, eq, isNull, lte, ne, or, sql } from "drizzle-orm";
import { newId } from "@/db/columns";
import { requests } from "@/db/schema/activity";
import type { Ctx, TxCtx } from "@/lib/context";
import { inForceOf, instantOn } from "@/lib/deadlines/restart-clock";
import { writeDeadlines } from "@/lib/deadlines/write-deadlines";
import { DomainError } from "@/lib/errors";
import { announce } from "@/lib/live/announce";
import { notify } from "@/lib/notifications/notify";
import { once } from "@/lib/operations";
import { openTenureId } from "@/lib/ownership/open-tenure";
import type { OwnershipFacts } from "@/lib/ownership/read-facts";
import { requireHeldFacts } from "@/lib/ownership/require-held-facts";
import { authorize } from "@/lib/permissions";
import { requirePerson } from "@/lib/require-person";
import { addDays } from "@/lib/time";
import type { RequestProtectionInput } from "./schema";

/** What the request costs: until when the clocks stand still if nobody answers, and where the deadline is by that. */
export type Requested = { requestId: string; customerId: string; lapsesAt: string; dueAt: string | null };

/** Refuses when none is asked for in this pool, when one waits, or when as many as the policy allows were asked in the tenure. */
async function requireOneMore(
  ctx: TxCtx,
  facts: OwnershipFacts,
  tenureId: string,
  days: number,
): Promise<void> {
  const { waitDays, perTenure, maxDays } = facts.policy.requests;
  if (waitDays === 0) throw new DomainError("REQUESTS_OFF");
  if (days > maxDays) throw new DomainError("INVALID_INPUT", { field: "days", max: maxDays });
  const of = eq(requests.customerId, facts.id);
  // One of somebody who held it before is nobody's to answer any more, and in nobody's way.
  const over = or(lte(requests.lapsesAt, ctx.now), ne(requests.tenureId, tenureId));
  await ctx.db
    .update(requests)
    .set({
      endedAt: sql`least(lapses_at, greatest(asked_at, ${ctx.now.toISOString()}::timestamptz))`,
      answer: "lapsed",
    })
    .where(and(of, isNull(requests.endedAt), over));
  const [waiting] = await ctx.db
    .select()
    .from(requests)
    .where(and(of, isNull(requests.endedAt)));
  if (waiting) throw new DomainError("REQUEST_WAITING", { until: waiting.lapsesAt.toISOString() });
  const [row] = await ctx.db.select({ asked: count() }).from(requests).where(eq(requests.tenureId, tenureId));
  const asked = row?.asked ?? 0;
  if (asked >= perTenure) throw new DomainError("REQUESTS_USED", { used: asked, limit: perTenure });
}

/** Those who may answer: the managers of the owner's team, or else the admins. */
async function tellLeads(ctx: TxCtx, facts: OwnershipFacts, requestId: string): Promise<void> {
  const leads = await ctx.db.execute<{ id: string }>(sql`
    select id from users where deactivated_at is null and role = 'manager' and team_id = ${facts.user.teamId}::uuid and id <> ${facts.user.id}::uuid`);
  const admins =
    leads.length > 0
      ? []
      : await ctx.db.execute<{ id: string }>(
          sql`select id from users where deactivated_at is null and role = 'admin' and id <> ${facts.user.id}::uuid`,
        );
  await notify(
    ctx,
    [...leads, ...admins].map(({ id }) => ({
      ...{ userId: id, kind: "protection_asked" as const, customerId: facts.id },
      params: { name: facts.name, owner: facts.ownerName ?? "" },
      dedupeKey: `asked:${requestId}`,
    })),
  );
}

/**
 * The owner asks for more protection than he may take himself. While it waits, at most as long as the policy says, the
 * clocks stand still. REQUEST_WAITING while one does, REQUESTS_USED when the tenure has had as many as there may be.
 */
export async function requestProtection(ctx: Ctx, input: RequestProtectionInput): Promise<Requested> {
  authorize(ctx.actor, "customers.protect");
  const me = requirePerson(ctx.actor);
  return once(ctx, "requestProtection", input, async (ctx) => {
    const facts = await requireHeldFacts(ctx, input.customerId, input.version);
    if (facts.ownerId !== me) throw new DomainError("NOT_YOURS");
    if (facts.protectedUntil && facts.protectedUntil > ctx.now) {
      throw new DomainError("PROTECTED", { until: facts.protectedUntil.toISOString() });
    }
    const tenureId = await openTenureId(ctx, facts.id);
    await requireOneMore(ctx, facts, tenureId, input.days);
    const askedAt = instantOn(ctx, facts);
    const lapsesAt = addDays(askedAt, facts.policy.requests.waitDays, facts.timeZone);
    const requestId = newId();
    const { days, reason } = input;
    await ctx.db.insert(requests).values({
      ...{ id: requestId, customerId: facts.id, tenureId, userId: me },
      days,
      reason,
      askedAt,
      lapsesAt,
    });
    const [deadline] = await writeDeadlines(ctx, inForceOf(facts), sql`c.id = ${facts.id}::uuid`);
    await tellLeads(ctx, facts, requestId);
    announce(ctx, { kind: "edited", customers: [facts.id], owners: [me], pools: [] });
    return {
      ...{ requestId, customerId: facts.id, lapsesAt: lapsesAt.toISOString() },
      dueAt: deadline?.dueAt?.toISOString() ?? null,
    };
  });
}

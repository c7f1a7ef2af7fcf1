import { eq, sql } from "drizzle-orm";
import { newId } from "@/db/columns";
import { activities } from "@/db/schema/activity";
import { customers } from "@/db/schema/customers";
import { actorId, type Ctx } from "@/lib/context";
import { lockForEditor } from "@/lib/customers/require-editor";
import { refreshDeadlinesOf } from "@/lib/deadlines/refresh-deadlines";
import { DomainError } from "@/lib/errors";
import { announce } from "@/lib/live/announce";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { instant } from "@/lib/sql-values";
import { addMs, MINUTE } from "@/lib/time";
import type { RecordActivityInput } from "./schema";

/** What was recorded; `at` is the instant that is kept. Plain JSON. */
export type RecordedActivity = { activityId: string; customerId: string; at: string };

/** By how much the clock of another system may be ahead of ours. */
const CLOCK_SKEW_MS = 5 * MINUTE;

/** When it was; INVALID_INPUT for an instant that has not come. */
function instantOf({ at }: RecordActivityInput, now: Date): Date {
  const given = at ? new Date(at) : now;
  if (given <= now) return given;
  if (given <= addMs(now, CLOCK_SKEW_MS)) return now;
  throw new DomainError("INVALID_INPUT", { field: "at", problem: "future" });
}

/**
 * Records what a customer did of itself (a visit, a page view, an enquiry), for whoever may edit it and for systems that
 * report it. Rules count from the latest of them: what is reported late adds to the number and moves nothing back.
 */
export async function recordActivity(ctx: Ctx, input: RecordActivityInput): Promise<RecordedActivity> {
  authorize(ctx.actor, "activities.record");
  const recorded = await once(ctx, "recordActivity", input, async (ctx) => {
    const { customerId, kind, note } = input;
    const at = instantOf(input, ctx.now);
    const { facts } = await lockForEditor(ctx, customerId);
    const activityId = newId();
    await ctx.db.insert(activities).values({
      ...{ id: activityId, customerId, userId: actorId(ctx.actor), kind, note, at, recordedAt: ctx.now },
    });
    await ctx.db
      .update(customers)
      .set({
        activityCount: sql`${customers.activityCount} + 1`,
        lastActivityAt: sql`greatest(${customers.lastActivityAt}, ${instant(at)})`,
      })
      .where(eq(customers.id, customerId));
    announce(ctx, {
      ...{ kind: "activity_recorded", customers: [customerId] },
      ...{ owners: [facts.owner?.id ?? null], pools: [] },
    });
    return { activityId, customerId, at: at.toISOString() };
  });
  // The deadline may follow from it; what is lost here, the next sweep does.
  await refreshDeadlinesOf(ctx, [input.customerId]);
  return recorded;
}

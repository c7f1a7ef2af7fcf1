import { eq } from "drizzle-orm";
import { leaves } from "@/db/schema/calendar";
import { plusDays } from "@/lib/calendar/rules";
import { actorId, type Ctx, type TxCtx } from "@/lib/context";
import { refreshDeadlines } from "@/lib/deadlines/refresh-deadlines";
import { DomainError } from "@/lib/errors";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { dayOf } from "@/lib/time";
import { markStale, readZone } from "./change-leave";
import { lockPerson } from "./reach-person";
import { leaveState, pauseOf } from "./rules";
import type { CancelLeaveInput } from "./schema";

type Stored = typeof leaves.$inferSelect;

async function readLeave(ctx: TxCtx, leaveId: string): Promise<Stored> {
  const [leave] = await ctx.db.select().from(leaves).where(eq(leaves.id, leaveId));
  if (!leave || leave.cancelledAt) throw new DomainError("NOT_FOUND", { what: "leave" });
  return leave;
}

/** The last day that stays of a leave cut short; null when none does. */
function shorten(leave: Stored, today: string): string | null {
  if (leaveState(leave, today) === "over") throw new DomainError("LEAVE_OVER");
  return leave.fromOn < today ? plusDays(today, -1) : null;
}

async function change(ctx: TxCtx, leaveId: string): Promise<{ leaveId: string; untilOn: string | null }> {
  const { userId } = await readLeave(ctx, leaveId);
  await lockPerson(ctx, userId);
  const leave = await readLeave(ctx, leaveId);
  const timeZone = await readZone(ctx);
  const untilOn = shorten(leave, dayOf(ctx.now, timeZone));
  const by = actorId(ctx.actor);
  const set =
    untilOn === null
      ? { cancelledAt: ctx.now, cancelledById: by }
      : {
          ...{ untilOn, untilAt: pauseOf({ fromOn: leave.fromOn, untilOn }, timeZone).untilAt },
          ...{ endedAt: ctx.now, endedById: by },
        };
  await ctx.db.update(leaves).set(set).where(eq(leaves.id, leaveId));
  await markStale(ctx, userId);
  return { leaveId, untilOn };
}

/**
 * Calls a leave off: before its second day it is as if it had never been, later it ends with yesterday and its days so
 * far keep what they gave (`untilOn`). LEAVE_OVER when it has ended by itself, NOT_FOUND when it was cancelled before.
 */
export async function cancelLeave(
  ctx: Ctx,
  input: CancelLeaveInput,
): Promise<{ leaveId: string; untilOn: string | null; refreshed: number }> {
  authorize(ctx.actor, "leaves.record");
  const cancelled = await once(ctx, "cancelLeave", input, (ctx) => change(ctx, input.leaveId));
  return { ...cancelled, refreshed: await refreshDeadlines(ctx) };
}

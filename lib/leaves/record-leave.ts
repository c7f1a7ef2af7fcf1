import { and, eq, gte, isNull, lte } from "drizzle-orm";
import { newId } from "@/db/columns";
import { leaves } from "@/db/schema/calendar";
import { actorId, type Ctx, type TxCtx } from "@/lib/context";
import { refreshDeadlines } from "@/lib/deadlines/refresh-deadlines";
import { DomainError } from "@/lib/errors";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { markStale, readZone } from "./change-leave";
import { lockPerson } from "./reach-person";
import { pauseOf } from "./rules";
import type { RecordLeaveInput } from "./schema";

async function refuseOverlap(ctx: TxCtx, { userId, fromOn, untilOn }: RecordLeaveInput): Promise<void> {
  const [there] = await ctx.db
    .select()
    .from(leaves)
    .where(
      and(
        eq(leaves.userId, userId),
        isNull(leaves.cancelledAt),
        lte(leaves.fromOn, untilOn),
        gte(leaves.untilOn, fromOn),
      ),
    )
    .orderBy(leaves.fromOn)
    .limit(1);
  if (there) throw new DomainError("LEAVE_OVERLAPS", { from: there.fromOn, until: there.untilOn });
}

/**
 * Records somebody's absence, his manager or an admin doing it: from its first to its last day his clocks stand still. It
 * may lie in the past; what was reclaimed meanwhile stays reclaimed. LEAVE_OVERLAPS names the leave that is there.
 */
export async function recordLeave(
  ctx: Ctx,
  input: RecordLeaveInput,
): Promise<{ leaveId: string; refreshed: number }> {
  authorize(ctx.actor, "leaves.record");
  const recorded = await once(ctx, "recordLeave", input, async (ctx) => {
    const { userId, fromOn, untilOn, note } = input;
    await lockPerson(ctx, userId);
    await refuseOverlap(ctx, input);
    const leaveId = newId();
    const pause = pauseOf({ fromOn, untilOn }, await readZone(ctx));
    await ctx.db.insert(leaves).values({
      ...{ id: leaveId, userId, fromOn, untilOn, ...pause, note },
      ...{ createdAt: ctx.now, createdById: actorId(ctx.actor) },
    });
    await markStale(ctx, userId);
    return { leaveId };
  });
  return { ...recorded, refreshed: await refreshDeadlines(ctx) };
}

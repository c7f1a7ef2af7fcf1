import { eq } from "drizzle-orm";
import type { DayKind } from "@/db/enums";
import { calendarDays } from "@/db/schema/calendar";
import { actorId, type Ctx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { changeCalendar } from "./change-calendar";
import type { SetCalendarDayInput } from "./schema";

/** Makes a day one off or a working day by hand, whatever any list says of it, or gives it back to its weekday. */
export async function setCalendarDay(
  ctx: Ctx,
  input: SetCalendarDayInput,
): Promise<{ day: string; kind: DayKind | null; refreshed: number }> {
  authorize(ctx.actor, "calendar.edit");
  return changeCalendar(ctx, "setCalendarDay", input, async (ctx) => {
    const { day, kind, name } = input;
    if (kind === null) {
      await ctx.db.delete(calendarDays).where(eq(calendarDays.day, day));
    } else {
      const set = {
        kind,
        name,
        source: "admin" as const,
        changedAt: ctx.now,
        changedById: actorId(ctx.actor),
      };
      await ctx.db
        .insert(calendarDays)
        .values({ day, ...set })
        .onConflictDoUpdate({ target: calendarDays.day, set });
    }
    return { answer: { day, kind }, since: day };
  });
}

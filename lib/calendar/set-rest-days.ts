import { calendars } from "@/db/schema/calendar";
import type { Ctx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { changeCalendar } from "./change-calendar";
import { FIRST_YEAR } from "./rules";
import type { SetRestDaysInput } from "./schema";

/** Says on which weekdays nobody works; single days that are set otherwise stay so. */
export async function setRestDays(
  ctx: Ctx,
  input: SetRestDaysInput,
): Promise<{ restDays: number[]; refreshed: number }> {
  authorize(ctx.actor, "calendar.edit");
  return changeCalendar(ctx, "setRestDays", input, async (ctx, calendar) => {
    const { restDays } = input;
    const same = restDays.join() === [...calendar.restDays].sort((a, b) => a - b).join();
    if (!same) await ctx.db.update(calendars).set({ restDays });
    return { answer: { restDays }, since: same ? null : `${FIRST_YEAR}-01-01` };
  });
}

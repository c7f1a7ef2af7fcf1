import { ne } from "drizzle-orm";
import type { CalendarRegion } from "@/db/enums";
import { calendarDays, calendars, calendarYears } from "@/db/schema/calendar";
import type { Ctx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { changeCalendar } from "./change-calendar";
import { fillYear, packagedYears, yearsToSeed } from "./fill-years";
import { FIRST_YEAR } from "./rules";
import type { SetCalendarRegionInput } from "./schema";

/**
 * Follows another region's public holidays: all that was listed of the former one's goes, and with it which years were
 * declared; what an admin set by hand stays.
 */
export async function setCalendarRegion(
  ctx: Ctx,
  input: SetCalendarRegionInput,
): Promise<{ region: CalendarRegion; seeded: number[]; refreshed: number }> {
  authorize(ctx.actor, "calendar.edit");
  const { region } = input;
  const years = await packagedYears(region, yearsToSeed(region, ctx.now));
  return changeCalendar(ctx, "setCalendarRegion", input, async (ctx, calendar) => {
    if (calendar.region === region) return { answer: { region, seeded: [] }, since: null };
    await ctx.db.update(calendars).set({ region });
    await ctx.db.delete(calendarDays).where(ne(calendarDays.source, "admin"));
    await ctx.db.delete(calendarYears);
    for (const year of years) await fillYear(ctx, year, "package");
    return { answer: { region, seeded: years.map(({ year }) => year) }, since: `${FIRST_YEAR}-01-01` };
  });
}

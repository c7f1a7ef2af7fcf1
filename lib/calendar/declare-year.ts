import { eq } from "drizzle-orm";
import { calendarYears } from "@/db/schema/calendar";
import { actorId, type Ctx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { changeCalendar } from "./change-calendar";
import type { DeclareYearInput } from "./schema";

/**
 * Confirms that a year's listed days off are those that were announced, so that they count from now on; or takes that
 * back, and only the weekly rest days and what was set by hand count.
 */
export async function declareYear(
  ctx: Ctx,
  input: DeclareYearInput,
): Promise<{ year: number; declared: boolean; refreshed: number }> {
  authorize(ctx.actor, "calendar.edit");
  return changeCalendar(ctx, "declareYear", input, async (ctx) => {
    const { year, declared } = input;
    const answer = { year, declared };
    const [before] = await ctx.db.select().from(calendarYears).where(eq(calendarYears.year, year));
    if ((before?.declared ?? false) === declared) return { answer, since: null };
    const set = {
      declared,
      declaredAt: declared ? ctx.now : null,
      declaredById: declared ? actorId(ctx.actor) : null,
    };
    await ctx.db
      .insert(calendarYears)
      .values({ year, source: "admin", ...set })
      .onConflictDoUpdate({ target: calendarYears.year, set });
    return { answer, since: `${year}-01-01` };
  });
}

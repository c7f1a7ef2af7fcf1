import type { Ctx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { changeCalendar } from "./change-calendar";
import { fillYear } from "./fill-years";
import { readCalendarCsv } from "./read-calendar-csv";
import type { ImportCalendarYearInput } from "./schema";

/**
 * Takes over the official list of a year in the place of what was listed of it, and declares the year; `kept` counts the
 * days of the list that an admin had set by hand before, and that stay as he set them. CALENDAR_FILE_INVALID names the
 * first line that isn't understood.
 */
export async function importCalendarYear(
  ctx: Ctx,
  input: ImportCalendarYearInput,
): Promise<{ year: number; holidays: number; workdays: number; kept: number; refreshed: number }> {
  authorize(ctx.actor, "calendar.edit");
  return changeCalendar(ctx, "importCalendarYear", input, async (ctx, calendar) => {
    const { year } = input;
    const days = readCalendarCsv(input.text, year, calendar.restDays);
    const { kept } = await fillYear(ctx, { year, days, declared: true }, "import");
    const holidays = days.filter(({ kind }) => kind === "holiday").length;
    return { answer: { year, holidays, workdays: days.length - holidays, kept }, since: `${year}-01-01` };
  });
}

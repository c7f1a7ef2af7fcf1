import { and, between, ne } from "drizzle-orm";
import type { CalendarRegion, DaySource } from "@/db/enums";
import { calendarDays, calendarYears } from "@/db/schema/calendar";
import { actorId, type TxCtx } from "@/lib/context";
import { publicDays } from "./public-holidays";
import { YEARS_AHEAD, YEARS_BACK } from "./rules";
import type { ListedDay } from "./types";

/** A year's days off as somebody lists them. */
export type ListedYear = { year: number; days: readonly ListedDay[]; declared: boolean };

/** The years that a calendar starts with: all that are announced; of computed ones last year's, this one's and the next. */
export function yearsToSeed(region: CalendarRegion, now: Date): number[] {
  const [back, ahead] = region === "cn" ? [YEARS_BACK, YEARS_AHEAD] : [1, 1];
  const year = now.getUTCFullYear();
  return Array.from({ length: back + ahead + 1 }, (_, n) => year - back + n);
}

/** What the packages of holidays know of these years; a year of which they know nothing is left out. */
export async function packagedYears(region: CalendarRegion, years: readonly number[]): Promise<ListedYear[]> {
  const found: ListedYear[] = [];
  for (const year of years) {
    const known = await publicDays(region, year);
    if (known) found.push({ year, days: known.days, declared: known.announced });
  }
  return found;
}

/** Puts a list in the place of what was known of its year; what an admin set by hand stays. Answers how many days did. */
export async function fillYear(
  ctx: TxCtx,
  { year, days, declared }: ListedYear,
  source: Exclude<DaySource, "admin">,
): Promise<{ kept: number }> {
  const ofYear = between(calendarDays.day, `${year}-01-01`, `${year}-12-31`);
  await ctx.db.delete(calendarDays).where(and(ofYear, ne(calendarDays.source, "admin")));
  const by = source === "import" ? actorId(ctx.actor) : null;
  const rows = days.map((one) => ({ ...one, source, changedAt: ctx.now, changedById: by }));
  const inserted =
    rows.length === 0
      ? []
      : await ctx.db
          .insert(calendarDays)
          .values(rows)
          .onConflictDoNothing()
          .returning({ day: calendarDays.day });
  const known = {
    declared,
    source,
    declaredAt: declared ? ctx.now : null,
    declaredById: declared ? by : null,
  };
  await ctx.db
    .insert(calendarYears)
    .values({ year, ...known })
    .onConflictDoUpdate({ target: calendarYears.year, set: known });
  return { kept: rows.length - inserted.length };
}

import { sql } from "drizzle-orm";
import type { CalendarRegion } from "@/db/enums";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { authorize } from "@/lib/permissions";
import { changeCalendar } from "./change-calendar";
import { fillYear, type ListedYear, packagedYears, yearsToSeed } from "./fill-years";
import { regionOf } from "./rules";
import type { SeedCalendarInput } from "./schema";

type Known = { region: CalendarRegion; there: boolean; years: Map<number, boolean> };

async function readKnown(ctx: Ctx): Promise<Known> {
  const [row] = await ctx.db.execute<{
    time_zone: string;
    region: CalendarRegion | null;
    years: { year: number; declared: boolean }[] | null;
  }>(sql`
    select o.time_zone, c.region, (select json_agg(json_build_object('year', year, 'declared', declared)) from calendar_years) as years
    from organizations o left join calendars c on c.organization_id = o.id limit 1`);
  if (!row) throw new DomainError("NOT_FOUND", { what: "organization" });
  return {
    region: row.region ?? regionOf(row.time_zone),
    there: row.region !== null,
    years: new Map((row.years ?? []).map(({ year, declared }) => [year, declared])),
  };
}

/** Of the years asked for, those to fill: any that is named, else any that is new, or announced since. */
async function missingYears(ctx: Ctx, input: SeedCalendarInput, known: Known): Promise<ListedYear[]> {
  if (input.years) return packagedYears(known.region, input.years);
  const open = yearsToSeed(known.region, ctx.now).filter((year) =>
    // A computed year is computed once; an announcement may come with a newer version of the package.
    known.region === "cn" ? known.years.get(year) !== true : !known.years.has(year),
  );
  return packagedYears(known.region, open);
}

/**
 * Fills the calendar from the packages of public holidays, as far as they know the years; the first time it also makes
 * the calendar, for the region of the organisation's zone. A year that was declared, and a day that was set by hand,
 * stay as they are; a named year is filled anew. CONFLICT when the region was changed meanwhile.
 */
export async function seedCalendar(
  ctx: Ctx,
  input: SeedCalendarInput,
): Promise<{ region: CalendarRegion; seeded: number[]; declared: number[]; refreshed: number }> {
  authorize(ctx.actor, "calendar.edit");
  const known = await readKnown(ctx);
  const { region } = known;
  const years = await missingYears(ctx, input, known);
  if (years.length === 0 && known.there) return { region, seeded: [], declared: [], refreshed: 0 };
  return changeCalendar(ctx, "seedCalendar", input, async (ctx, calendar) => {
    if (calendar.region !== region) throw new DomainError("CONFLICT");
    for (const year of years) await fillYear(ctx, year, "package");
    const seeded = years.map(({ year }) => year);
    const declared = years.filter((year) => year.declared).map(({ year }) => year);
    const since = seeded.length > 0 ? `${Math.min(...seeded)}-01-01` : null;
    return { answer: { region, seeded, declared }, since };
  });
}

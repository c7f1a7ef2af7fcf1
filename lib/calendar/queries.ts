import { sql } from "drizzle-orm";
import type { CalendarRegion, DaySource } from "@/db/enums";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { authorize } from "@/lib/permissions";
import { readInstant } from "@/lib/sql-values";
import { dayOf } from "@/lib/time";
import { regionOf, WEEKEND, yearOf } from "./rules";
import type { CalendarYearInput } from "./schema";
import type { CalendarDay, CalendarYear } from "./types";

type Row = {
  time_zone: string;
  region: CalendarRegion | null;
  rest_days: number[] | null;
  days: CalendarDay[] | null;
  declared_years: number[] | null;
  source: DaySource | null;
  declared_at: string | null;
  declared_by: string | null;
};

async function readYear(ctx: Ctx, asked: number | undefined): Promise<Row> {
  const [row] = await ctx.db.execute<Row>(sql`
    with asked as (select o.id, o.time_zone,
      coalesce(${asked ?? null}::int, extract(year from ${ctx.now.toISOString()}::timestamptz at time zone o.time_zone)::int) as year
      from organizations o limit 1)
    select a.time_zone, c.region, to_json(c.rest_days) as rest_days,
      (select json_agg(json_build_object('day', d.day, 'kind', d.kind, 'name', d.name, 'source', d.source) order by d.day)
        from calendar_days d where d.day between make_date(a.year, 1, 1) and make_date(a.year, 12, 31)) as days,
      (select json_agg(y.year) from calendar_years y where y.declared) as declared_years,
      y.source, y.declared_at, u.name as declared_by
    from asked a left join calendars c on c.organization_id = a.id
      left join calendar_years y on y.year = a.year left join users u on u.id = y.declared_by_id`);
  if (!row) throw new DomainError("NOT_FOUND", { what: "organization" });
  return row;
}

/** A year of the organisation's calendar: its own days, whether they are announced, and which years are not. */
export async function getCalendarYear(ctx: Ctx, input: CalendarYearInput = {}): Promise<CalendarYear> {
  authorize(ctx.actor, "calendar.read");
  const row = await readYear(ctx, input.year);
  const today = dayOf(ctx.now, row.time_zone);
  const present = yearOf(today);
  const year = input.year ?? present;
  const region = row.region ?? regionOf(row.time_zone);
  const isDeclared = (one: number) => region === "none" || (row.declared_years ?? []).includes(one);
  return {
    ...{ year, region, today, restDays: row.rest_days ?? WEEKEND, days: row.days ?? [] },
    ...{ declared: isDeclared(year), source: row.source, declaredBy: row.declared_by },
    declaredAt: readInstant(row.declared_at),
    undeclaredYears: [present, present + 1].filter((one) => !isDeclared(one)),
  };
}

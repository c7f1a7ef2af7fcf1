import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import type { CalendarRegion } from "@/db/enums";
import { WEEKEND, workingDaysOf, YEARS_AHEAD, YEARS_BACK } from "./rules";
import type { CalendarDay, WorkingCalendar } from "./types";

const MOST_KEPT = 16;
const kept = new Map<string, WorkingCalendar>();

type Stored = {
  revision: string | null;
  region: CalendarRegion;
  rest_days: number[];
  days: CalendarDay[] | null;
  years: number[] | null;
};

const keyOf = (revision: string | null, year: number) => `${revision ?? "none"} ${year}`;

function keep(key: string, calendar: WorkingCalendar): WorkingCalendar {
  for (const oldest of kept.keys()) {
    if (kept.size < MOST_KEPT) break;
    kept.delete(oldest);
  }
  kept.set(key, calendar);
  return calendar;
}

async function readRevision(db: Executor): Promise<string | null> {
  const [row] = await db.execute<{ revision: string }>(sql`select revision from calendars limit 1`);
  return row?.revision ?? null;
}

async function readStored(db: Executor, first: number, last: number): Promise<Stored | undefined> {
  // One statement: the revision is that of the days.
  const [row] = await db.execute<Stored>(sql`
    select c.revision, c.region, to_json(c.rest_days) as rest_days,
      (select json_agg(json_build_object('day', d.day, 'kind', d.kind, 'name', d.name, 'source', d.source)) from calendar_days d
        where d.day between make_date(${first}::int, 1, 1) and make_date(${last}::int, 12, 31)) as days,
      (select json_agg(y.year order by y.year) from calendar_years y
        where y.declared and y.year between ${first}::int and ${last}::int) as years
    from calendars c limit 1`);
  return row;
}

/** The years of which nothing more is to come: those declared, or all where no region's holidays are followed. */
function declaredOf(stored: Stored, first: number, last: number): number[] {
  if (stored.region !== "none") return stored.years ?? [];
  return Array.from({ length: last - first + 1 }, (_, n) => first + n);
}

/**
 * The working calendar as it is now in the database, from three whole years before that of `now` to four after it. A
 * process keeps what it has read until the revision changes; who has read `calendars.revision` already hands it over.
 * Before an organisation has a calendar, every Monday to Friday is worked and no year is declared.
 */
export async function readWorkingCalendar(
  db: Executor,
  now: Date,
  revision?: string | null,
): Promise<WorkingCalendar> {
  const year = now.getUTCFullYear();
  const asked = revision === undefined ? await readRevision(db) : revision;
  const known = kept.get(keyOf(asked, year));
  if (known) return known;
  const [first, last] = [year - YEARS_BACK, year + YEARS_AHEAD];
  const stored = await readStored(db, first, last);
  const declaredYears = stored ? declaredOf(stored, first, last) : [];
  const facts = { restDays: stored?.rest_days ?? WEEKEND, days: stored?.days ?? [], declaredYears };
  const workingDays = workingDaysOf(facts, first, last);
  return keep(keyOf(stored?.revision ?? null, year), { workingDays, declaredYears });
}

import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { code, day, id, instant } from "../columns";
import { CALENDAR_REGIONS, DAY_KINDS, DAY_SOURCES } from "../enums";
import { organizations, users } from "./people";

/** The organisation's working calendar: whose holidays it follows, and on which weekdays nobody works. */
export const calendars = pgTable(
  "calendars",
  {
    organizationId: uuid()
      .primaryKey()
      .references(() => organizations.id),
    region: code(CALENDAR_REGIONS).notNull(),
    /** Weekdays of ISO 8601: 1 is Monday, 7 is Sunday. */
    restDays: integer().array().notNull(),
    /** Another one with every change of the calendar, its days or its years: what was read under it is still right. */
    revision: uuid().notNull(),
    changedAt: instant().notNull(),
    changedById: uuid().references(() => users.id),
  },
  (t) => [
    check("calendars_region_known", sql`${t.region} in ('cn', 'tw', 'hk', 'none')`),
    check(
      "calendars_rest_days_are_weekdays",
      sql`${t.restDays} <@ array[1, 2, 3, 4, 5, 6, 7] and cardinality(${t.restDays}) < 7`,
    ),
  ],
);

/**
 * What is known of a year. Declared is one whose days off are those that were announced; in any other year the weekly
 * rest days and what an admin set by hand are all that counts.
 */
export const calendarYears = pgTable(
  "calendar_years",
  {
    year: integer().primaryKey(),
    declared: boolean().notNull(),
    source: code(DAY_SOURCES).notNull(),
    declaredAt: instant(),
    /** Null with `declaredAt` set: the package of holidays knows the announcement. */
    declaredById: uuid().references(() => users.id),
  },
  (t) => [
    check("calendar_years_in_reach", sql`${t.year} between 2000 and 2100`),
    check("calendar_years_source_known", sql`${t.source} in ('package', 'import', 'admin')`),
    check("calendar_years_declared_once", sql`${t.declared} = (${t.declaredAt} is not null)`),
  ],
);

/** A day that is not what its weekday says. From a package, the name is the holiday's code; else it is what was typed. */
export const calendarDays = pgTable(
  "calendar_days",
  {
    day: day().primaryKey(),
    kind: code(DAY_KINDS).notNull(),
    name: text().notNull(),
    source: code(DAY_SOURCES).notNull(),
    changedAt: instant().notNull(),
    changedById: uuid().references(() => users.id),
  },
  (t) => [
    check("calendar_days_kind_known", sql`${t.kind} in ('holiday', 'workday')`),
    check("calendar_days_source_known", sql`${t.source} in ('package', 'import', 'admin')`),
  ],
);

/**
 * Every day with its number among the working days: so many of them there were up to it. Triggers on the calendar keep it;
 * deadlines in working days are counted by it.
 */
export const workingDays = pgTable(
  "working_days",
  {
    day: day().primaryKey(),
    isWorking: boolean().notNull(),
    ordinal: integer().notNull(),
  },
  (t) => [uniqueIndex("working_days_by_ordinal").on(t.ordinal).where(sql`is_working`)],
);

/**
 * Somebody's absence, in whole days of the organisation; his clocks stand still meanwhile. `fromAt` and `untilAt` are the
 * first instant of the first day and of the day after the last one, and follow the organisation's time zone.
 */
export const leaves = pgTable(
  "leaves",
  {
    id: id(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    fromOn: day().notNull(),
    untilOn: day().notNull(),
    fromAt: instant().notNull(),
    untilAt: instant().notNull(),
    note: text().notNull().default(""),
    createdAt: instant().notNull(),
    createdById: uuid().references(() => users.id),
    /** When it was cut short; its days until then stay. */
    endedAt: instant(),
    endedById: uuid().references(() => users.id),
    /** Cancelled before its first day: it never was. */
    cancelledAt: instant(),
    cancelledById: uuid().references(() => users.id),
  },
  (t) => [
    index("leaves_of_user").on(t.userId, t.fromAt).where(sql`${t.cancelledAt} is null`),
    check("leaves_end_after_start", sql`${t.untilOn} >= ${t.fromOn} and ${t.untilAt} > ${t.fromAt}`),
  ],
);

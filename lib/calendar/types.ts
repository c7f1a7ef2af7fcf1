import type { CalendarRegion, DayKind, DaySource } from "@/db/enums";

/** A day that is not what its weekday says. `name` is a holiday's code when the source is `package`, else free text. */
export type CalendarDay = { day: string; kind: DayKind; name: string; source: DaySource };

/** What working days follow from. Rest days are weekdays of ISO 8601: 1 is Monday, 7 is Sunday. */
export type CalendarFacts = {
  restDays: readonly number[];
  days: readonly CalendarDay[];
  declaredYears: readonly number[];
};

/** A day of an official list. */
export type ListedDay = { day: string; kind: DayKind; name: string };

/** A year of the calendar as its page shows it. */
export type CalendarYear = {
  year: number;
  region: CalendarRegion;
  restDays: readonly number[];
  days: CalendarDay[];
  declared: boolean;
  /** Where the year's days off come from; null when nothing is known of it. */
  source: DaySource | null;
  declaredAt: Date | null;
  /** Who declared it; null when the package of holidays knows the announcement. */
  declaredBy: string | null;
  /** This year and the next, as far as they are not declared. */
  undeclaredYears: number[];
  /** The organisation's present day. */
  today: string;
};

import { z } from "zod";
import { CALENDAR_REGIONS, DAY_KINDS } from "@/db/enums";
import { FIRST_YEAR, LAST_YEAR } from "./rules";

const year = z.int().min(FIRST_YEAR).max(LAST_YEAR);
const day = z.iso.date().refine((given) => given >= `${FIRST_YEAR}-01-01` && given <= `${LAST_YEAR}-12-31`);

export const SetCalendarRegionInput = z.strictObject({ region: z.enum(CALENDAR_REGIONS) });
export type SetCalendarRegionInput = z.infer<typeof SetCalendarRegionInput>;

/** Weekdays of ISO 8601; one at least is worked. */
export const SetRestDaysInput = z.strictObject({
  restDays: z
    .array(z.int().min(1).max(7))
    .transform((days) => [...new Set(days)].sort((a, b) => a - b))
    .refine((days) => days.length < 7),
});
export type SetRestDaysInput = z.infer<typeof SetRestDaysInput>;

/** `kind` null gives the day back to its weekday. */
export const SetCalendarDayInput = z.strictObject({
  day,
  kind: z.enum(DAY_KINDS).nullable(),
  name: z.string().trim().max(40).default(""),
});
export type SetCalendarDayInput = z.infer<typeof SetCalendarDayInput>;

export const DeclareYearInput = z.strictObject({ year, declared: z.boolean() });
export type DeclareYearInput = z.infer<typeof DeclareYearInput>;

/** `text` is CSV: `date,kind,name`, or Taiwan's official file. */
export const ImportCalendarYearInput = z.strictObject({ year, text: z.string().min(1).max(100_000) });
export type ImportCalendarYearInput = z.infer<typeof ImportCalendarYearInput>;

/** Without years: those that aren't there yet. Named ones are taken from the package anew. */
export const SeedCalendarInput = z.strictObject({ years: z.array(year).max(20).optional() });
export type SeedCalendarInput = z.infer<typeof SeedCalendarInput>;

/** Without a year: the present one. */
export const CalendarYearInput = z.strictObject({ year: year.optional() });
export type CalendarYearInput = z.infer<typeof CalendarYearInput>;

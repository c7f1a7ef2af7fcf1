"use client";

import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { formatDay, formatHour, formatMoment } from "@/lib/i18n/dates";
import { dayOf } from "@/lib/time";

/** An instant in a component: as a Date from the server, or as text from a verb. */
export type Instant = Date | string;

export const dateOf = (at: Instant): Date => (typeof at === "string" ? new Date(at) : at);

/** Calendar days of the zone from one instant to another. */
export function daysApart(from: Date, to: Date, timeZone: string): number {
  const day = (at: Date) => Date.parse(`${dayOf(at, timeZone)}T00:00:00Z`);
  return Math.round((day(to) - day(from)) / 86_400_000);
}

/** Instants as the person reads them, in the organisation's zone. */
export function useMoments() {
  const t = useTranslations("common");
  const locale = useLocale();
  const timeZone = useTimeZone() ?? "UTC";
  const where = { locale, timeZone };
  return {
    moment: (at: Instant, now?: Date) => formatMoment(dateOf(at), where, now),
    day: (at: Instant, now?: Date) => formatDay(dateOf(at), where, now),
    hour: (at: Instant) => formatHour(dateOf(at), where),
    /** How many calendar days ago. */
    daysSince: (at: Instant, now: Date) => daysApart(dateOf(at), now, timeZone),
    /** `今天`, or `4 天`: how long ago in days. */
    age: (at: Instant, now: Date) => {
      const days = daysApart(dateOf(at), now, timeZone);
      return days <= 0 ? t("today") : t("days", { count: days });
    },
  };
}

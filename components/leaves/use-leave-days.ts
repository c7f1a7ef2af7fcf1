"use client";

import { useLocale, useTimeZone } from "next-intl";
import { useNow } from "@/components/customers/clock";
import { formatDay } from "@/lib/i18n/dates";
import { dayOf } from "@/lib/time";

/** Days without an hour, as the person reads them; the year only when it isn't the present one. */
export function useLeaveDays() {
  const locale = useLocale();
  const zone = useTimeZone() ?? "UTC";
  const today = dayOf(useNow(), zone);
  const noon = (day: string) => new Date(`${day}T12:00:00Z`);
  const day = (text: string) => formatDay(noon(text), { locale, timeZone: "UTC" }, noon(today));
  return {
    ...{ day, today },
    range: (from: string, until: string) => (from === until ? day(from) : `${day(from)} – ${day(until)}`),
  };
}

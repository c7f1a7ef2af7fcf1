"use client";

import { useLocale, useTranslations } from "next-intl";
import type { CalendarDay } from "@/lib/calendar/types";
import type { Day, DayState } from "./days";

/** A Monday, so that weekdays can be named by their number. */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY = 86_400_000;

type ByCode = { (key: string): string; has(key: string): boolean };

/** Days, months and holidays as the person reads them. */
export function useDayWords() {
  const t = useTranslations("calendar");
  // Which codes there are is known only at run time; a test holds that each has its words.
  const names = useTranslations("calendar.names") as unknown as ByCode;
  const locale = useLocale();
  const format = (options: Intl.DateTimeFormatOptions) => {
    const formatter = new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
    return (ms: number) => formatter.format(ms);
  };
  const date = format({ month: "long", day: "numeric" });
  const month = format({ month: "long" });
  const short = format({ weekday: "short" });
  const narrow = format({ weekday: "narrow" });
  const long = (day: string) => {
    const at = Date.parse(`${day}T00:00:00Z`);
    return `${date(at)} ${short(at)}`;
  };
  const holiday = (code: string): string => {
    const [kind, base] = code.includes(":") ? code.split(":") : [null, code];
    if (!base || !names.has(base)) return code;
    if (kind === "observed") return t("observed", { name: names(base) });
    return kind === "following" ? t("following", { name: names(base) }) : names(base);
  };
  const nameOf = ({ name, source, kind }: CalendarDay): string => {
    const said = source === "package" ? holiday(name) : name;
    return source === "package" && kind === "workday" ? t("madeUp", { name: said }) : said;
  };
  const stateOf = (state: DayState) => t(`dayState.${state}`);
  return {
    ...{ nameOf, stateOf },
    /** `10月1日 周四`. */
    long,
    /** Counted from 0. */
    month: (index: number) => month(Date.UTC(2024, index, 1)),
    /** By the number of ISO 8601. */
    weekday: (weekday: number) => short(MONDAY + (weekday - 1) * DAY),
    weekdayNarrow: (weekday: number) => narrow(MONDAY + (weekday - 1) * DAY),
    label: ({ day, entry, state }: Day) => {
      const name = entry ? nameOf(entry) : "";
      const facts = { day: long(day), state: stateOf(state) };
      return name ? t("dayLabelNamed", { ...facts, name }) : t("dayLabel", facts);
    },
  };
}

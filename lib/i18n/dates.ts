import type { Locale } from "@/db/enums";

type Where = { locale: Locale; timeZone: string };
type Part = "year" | "month" | "day" | "weekday" | "hour" | "minute";

function partsOf(at: Date, { locale, timeZone }: Where): Record<Part, string> {
  const parts = new Intl.DateTimeFormat(locale, {
    timeZone,
    year: "numeric",
    month: locale === "en" ? "short" : "2-digit",
    day: locale === "en" ? "numeric" : "2-digit",
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(at);
  const pick = (type: Part) => parts.find((part) => part.type === type)?.value ?? "";
  return {
    year: pick("year"),
    month: pick("month"),
    day: pick("day"),
    weekday: pick("weekday"),
    hour: pick("hour"),
    minute: pick("minute"),
  };
}

/** The day of an instant: `11-20`, or `20 Nov`; with the year when it is not the year of `now`. */
export function formatDay(at: Date, where: Where, now?: Date): string {
  const { year, month, day } = partsOf(at, where);
  const foreign = now !== undefined && partsOf(now, where).year !== year;
  if (where.locale === "en") return foreign ? `${day} ${month} ${year}` : `${day} ${month}`;
  return foreign ? `${year}-${month}-${day}` : `${month}-${day}`;
}

/** The hour of an instant, in 24 hours: `18:00`. */
export function formatHour(at: Date, where: Where): string {
  const { hour, minute } = partsOf(at, where);
  return `${hour}:${minute}`;
}

/** A deadline as people say it: `11-20 周五 18:00`, or `Fri 20 Nov 18:00`. Never to be broken over two lines. */
export function formatMoment(at: Date, where: Where, now?: Date): string {
  const { weekday } = partsOf(at, where);
  const day = formatDay(at, where, now);
  const hour = formatHour(at, where);
  return where.locale === "en" ? `${weekday} ${day} ${hour}` : `${day} ${weekday} ${hour}`;
}

"use client";

import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { fromWall } from "@/components/follow-ups/when";
import { cn } from "@/components/ui/cn";
import type { StripDay, Urgency } from "@/lib/customers/types";
import { formatDay } from "@/lib/i18n/dates";

const MOST_DOTS = 5;
const ORDER: readonly Urgency[] = ["due", "hours", "days", "week", "later", "paused", "none"];
const DOTS: Record<Urgency, string> = {
  due: "bg-cd-due-bg",
  hours: "border-2 border-cd-urgent-text",
  days: "bg-warning",
  week: "border-2 border-info",
  later: "border-2 border-chart-6",
  paused: "border-2 border-border",
  none: "border-2 border-border",
};

/** The next fourteen days: a dot for each customer on the day it would go back, drawn as its countdown is. */
export function Strip({ days, total }: { days: readonly StripDay[]; total: number }) {
  const t = useTranslations("mine.strip");
  return (
    <section
      aria-label={t("label")}
      className="flex h-[72px] shrink-0 items-stretch border-hairline border-b ps-5 pe-4 max-md:hidden"
    >
      <div className="flex w-28 shrink-0 flex-col justify-center">
        <span className="text-12 text-muted-foreground">{t("title")}</span>
        <span className="text-muted-foreground">
          {t.rich("total", {
            count: total,
            b: (chunks) => <b className="font-semibold text-16 text-foreground">{chunks}</b>,
          })}
        </span>
      </div>
      <ol className="@container grid min-w-0 flex-1 grid-cols-14">
        {days.map((day, index) => (
          <Day key={day.on} day={day} today={index === 0} />
        ))}
      </ol>
    </section>
  );
}

function Day({ day, today }: { day: StripDay; today: boolean }) {
  const t = useTranslations("mine.strip");
  const common = useTranslations("common");
  const locale = useLocale();
  const timeZone = useTimeZone() ?? "UTC";
  const noon = fromWall(`${day.on}T12:00`, timeZone) ?? new Date(`${day.on}T12:00:00Z`);
  const weekday = new Intl.DateTimeFormat(locale, {
    timeZone,
    weekday: locale === "en" ? "short" : "narrow",
  }).format(noon);
  const label = formatDay(noon, { locale, timeZone });
  const kinds = ORDER.flatMap((urgency) => Array<Urgency>(day.byUrgency[urgency] ?? 0).fill(urgency));
  return (
    <li className="flex min-w-0 flex-col" title={t("day", { day: label, count: day.total })}>
      <span className="flex flex-1 items-end justify-center gap-1 border-border border-b pb-2">
        {kinds.slice(0, MOST_DOTS).map((urgency, index) => (
          <i
            // biome-ignore lint/suspicious/noArrayIndexKey: a dot is its place in the row
            key={index}
            aria-hidden
            className={cn("size-2.5 rounded-full", DOTS[urgency])}
          />
        ))}
        {kinds.length > MOST_DOTS ? (
          <span className="text-12 text-muted-foreground leading-none">+{kinds.length - MOST_DOTS}</span>
        ) : null}
        <span className="sr-only">{t("day", { day: label, count: day.total })}</span>
      </span>
      <span
        aria-hidden
        className={cn(
          "truncate pt-1 pb-1.5 text-center text-12",
          today ? "font-medium text-foreground" : "text-muted-foreground",
        )}
      >
        {today ? common("today") : label}{" "}
        <span className="text-faint-foreground @max-[960px]:hidden">{weekday}</span>
      </span>
    </li>
  );
}

"use client";

import { CalendarDays, ChevronRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { CalendarYear } from "@/lib/calendar/types";
import { useDayWords } from "./use-day-words";

/** The way from the settings to the calendar, with what it follows and which year is open. */
export function CalendarLink({ calendar }: { calendar: CalendarYear }) {
  const t = useTranslations("calendar");
  const regions = useTranslations("calendar.region");
  const { weekday } = useDayWords();
  const { region, restDays, undeclaredYears } = calendar;
  const rest =
    restDays.length === 0 ? t("restNone") : t("restOf", { days: restDays.map(weekday).join(t("comma")) });
  return (
    <section aria-labelledby="calendar-title" className="mt-6 border-hairline border-t px-5 pt-4 max-md:px-4">
      <h2 id="calendar-title" className="font-medium">
        {t("linkTitle")}
      </h2>
      <Link
        href="/settings/calendar"
        className="mt-2 flex min-h-11 items-center gap-2 rounded-md hover:text-primary-text"
      >
        <CalendarDays aria-hidden className="size-4 shrink-0 text-muted-foreground" />
        <span>{t("linkText", { region: regions(region), rest })}</span>
        {undeclaredYears.map((year) => (
          <Badge key={year} tone="danger">
            {t("linkOpen", { year: String(year) })}
          </Badge>
        ))}
        <span className="ms-auto flex shrink-0 items-center gap-1 text-muted-foreground max-md:sr-only">
          {t("link")}
        </span>
        <ChevronRight aria-hidden className="size-4 shrink-0 text-faint-foreground" />
      </Link>
    </section>
  );
}

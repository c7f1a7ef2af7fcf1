"use client";

import { ChevronRight } from "lucide-react";
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
    <section className="border-hairline border-t">
      <Link
        href="/settings/calendar"
        className="flex min-h-13 items-center gap-3 px-5 py-2 hover:bg-hover max-md:px-4"
      >
        <span className="min-w-0">
          <span className="block font-medium">{t("linkTitle")}</span>
          <span className="block text-12 text-muted-foreground">{t("lead")}</span>
        </span>
        <span className="ms-auto flex shrink-0 flex-wrap items-center justify-end gap-2 text-12 text-muted-foreground max-md:flex-col max-md:items-end max-md:gap-1">
          <span>{t("linkText", { region: regions(region), rest })}</span>
          {undeclaredYears.map((year) => (
            <Badge key={year} tone="danger">
              {t(region === "cn" ? "linkOpen" : "linkUnconfirmed", { year: String(year) })}
            </Badge>
          ))}
        </span>
        <ChevronRight aria-hidden className="size-4 shrink-0 text-faint-foreground" />
      </Link>
    </section>
  );
}

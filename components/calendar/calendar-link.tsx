"use client";

import { useTranslations } from "next-intl";
import { SettingsLink } from "@/components/layout/settings-link";
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
    <SettingsLink href="/settings/calendar" title={t("linkTitle")} lead={t("lead")}>
      <span>{t("linkText", { region: regions(region), rest })}</span>
      {undeclaredYears.map((year) => (
        <Badge key={year} tone="danger">
          {t(region === "cn" ? "linkOpen" : "linkUnconfirmed", { year: String(year) })}
        </Badge>
      ))}
    </SettingsLink>
  );
}

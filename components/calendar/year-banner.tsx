"use client";

import { CalendarX2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { FailureLine } from "@/components/customer/failure-line";
import { Button } from "@/components/ui/button";
import type { CalendarYear } from "@/lib/calendar/types";
import { useDeclaring } from "./year-state";

type Props = { calendar: CalendarYear; onImport: (() => void) | null };

/** Says in red that a year is only reckoned, and what to do about it; never silent while it concerns this year or the next. */
export function YearBanner({ calendar, onImport }: Props) {
  const t = useTranslations("calendar");
  const { year, region, declared, days, undeclaredYears } = calendar;
  const { declare, busy, failure } = useDeclaring(year);
  const others = undeclaredYears.filter((one) => one !== year);
  const computed = days.some(({ source }) => source !== "admin");
  return (
    <div className="flex flex-col gap-2">
      {declared ? null : (
        <div
          role="status"
          className="rounded-lg border border-danger-line bg-danger-subtle px-4 py-3 text-danger-text"
        >
          <p className="flex gap-2 font-medium">
            <CalendarX2 aria-hidden className="mt-0.5 size-4 shrink-0" />
            {t(computed ? "banner.computed" : "banner.unknown", { year: String(year) })}
          </p>
          <p className="mt-1 max-w-[72ch] text-13 text-foreground md:ps-6">
            {computed && region === "tw" ? t("banner.computedTw") : null}
            {computed && region !== "tw" ? t("banner.computedHk") : null}
            {computed ? null : t("banner.unknownText")}
          </p>
          {onImport ? (
            <div className="mt-3 flex flex-wrap gap-2 text-foreground md:ps-6">
              <Button size="sm" onClick={onImport}>
                {t("import.open")}
              </Button>
              <Button size="sm" busy={busy} onClick={() => void declare(true)}>
                {t("confirm")}
              </Button>
            </div>
          ) : null}
          <FailureLine failure={failure} />
        </div>
      )}
      {others.map((one) => (
        <p key={one} className="flex gap-2 text-13 text-danger-text">
          <CalendarX2 aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span className="flex flex-wrap gap-x-2">
            {t(region === "cn" ? "banner.other" : "banner.otherUnconfirmed", { year: String(one) })}
            <Link href={`/settings/calendar?year=${one}`} className="hit text-primary-text">
              {t("banner.see", { year: String(one) })}
            </Link>
          </span>
        </p>
      ))}
    </div>
  );
}

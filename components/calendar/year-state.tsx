"use client";

import { useTranslations } from "next-intl";
import { FailureLine } from "@/components/customer/failure-line";
import { useAsking } from "@/components/customer/use-asking";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { notify } from "@/components/ui/toast";
import { declareYearAction, seedCalendarAction } from "@/lib/calendar/actions";
import { workingDaysOf } from "@/lib/calendar/rules";
import type { CalendarYear } from "@/lib/calendar/types";

/** Confirms a year, or takes that back, and says what it moved. */
export function useDeclaring(year: number) {
  const t = useTranslations("calendar");
  const { run, busy, failure } = useAsking();
  const declare = async (declared: boolean) => {
    const done = await run((options) => declareYearAction({ year, declared }, options));
    if (!done) return;
    notify({
      title: t(declared ? "confirmed" : "takenBack", { year: String(year) }),
      detail: t("refreshed", { count: done.refreshed }),
    });
  };
  return { declare, busy, failure };
}

function useStateText(calendar: CalendarYear): string {
  const t = useTranslations("calendar.state");
  const { day } = useMoments();
  const now = useNow();
  const { region, declared, declaredAt, declaredBy, source } = calendar;
  if (!declared) return t(source === "package" ? "unconfirmed" : "open");
  if (!declaredAt) return t("none");
  if (source === "package" && !declaredBy && region === "cn") return t("announced");
  const on = day(declaredAt, now);
  if (source === "import") {
    return declaredBy ? t("imported", { name: declaredBy, day: on }) : t("importedBySystem", { day: on });
  }
  return declaredBy ? t("confirmed", { name: declaredBy, day: on }) : t("confirmedBySystem", { day: on });
}

/** What is known of the year, how many days it works, and what an admin can do about it. */
export function YearState({ calendar, admin }: { calendar: CalendarYear; admin: boolean }) {
  const t = useTranslations("calendar");
  const { declare, busy, failure } = useDeclaring(calendar.year);
  const reloading = useAsking();
  const text = useStateText(calendar);
  const { year, region, declared, restDays, days } = calendar;
  const count = workingDaysOf({ restDays, days, declaredYears: declared ? [year] : [] }, year, year).length;
  const reload = async () => {
    const done = await reloading.run((options) => seedCalendarAction({ years: [year] }, options));
    if (!done) return;
    const known = done.seeded.length > 0;
    notify({
      tone: known ? "done" : "info",
      title: t(known ? "reloaded" : "reloadNone", { year: String(year) }),
    });
  };
  return (
    <Section title={t("stateTitle", { year: String(year) })}>
      <p>{t.rich("workingDays", { count, b: (part) => <b className="font-semibold text-16">{part}</b> })}</p>
      <p className={declared ? "mt-1 text-muted-foreground" : "mt-1 text-danger-text"}>{text}</p>
      {admin && region !== "none" ? (
        <div className="mt-3 flex flex-wrap gap-2">
          {declared ? (
            <Button size="xs" variant="ghost" busy={busy} onClick={() => void declare(false)}>
              {t("takeBack")}
            </Button>
          ) : null}
          <Button size="xs" variant="ghost" busy={reloading.busy} onClick={() => void reload()}>
            {t("reload")}
          </Button>
        </div>
      ) : null}
      <FailureLine failure={failure ?? reloading.failure} />
    </Section>
  );
}

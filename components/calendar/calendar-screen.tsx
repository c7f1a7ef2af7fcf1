"use client";

import { ChevronLeft, ChevronRight, FileUp } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { PageHeader, PhoneHeader } from "@/components/layout/page-header";
import { Pane, Panes } from "@/components/layout/panes";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Dialog } from "@/components/ui/dialog";
import { Section } from "@/components/ui/section";
import { YEARS_AHEAD, YEARS_BACK, yearOf } from "@/lib/calendar/rules";
import type { CalendarYear } from "@/lib/calendar/types";
import { DayDialog } from "./day-dialog";
import type { Day } from "./days";
import { ImportDialog } from "./import-dialog";
import { RegionField } from "./region-field";
import { RestDays } from "./rest-days";
import { YearBanner } from "./year-banner";
import { YearGrid } from "./year-grid";
import { YearState } from "./year-state";

/** A year of the organisation's working days; an admin changes any of them. */
export function CalendarScreen({ calendar, admin }: { calendar: CalendarYear; admin: boolean }) {
  const t = useTranslations("calendar");
  const [picked, setPicked] = useState<Day | null>(null);
  const [importing, setImporting] = useState(false);
  const { year } = calendar;
  const open = () => setImporting(true);
  return (
    <>
      <PageHeader
        title={t("title")}
        crumbs={[{ label: t("settings"), href: "/settings" }]}
        note={t("lead")}
        actions={
          admin ? (
            <Button size="sm" lead={<FileUp aria-hidden />} onClick={open}>
              {t("import.open")}
            </Button>
          ) : null
        }
        ruled
      />
      <PhoneHeader
        title={t("title")}
        back={{ href: "/settings", label: t("settings") }}
        actions={
          admin ? (
            <Button variant="ghost" size="touch" icon aria-label={t("import.open")} onClick={open}>
              <FileUp aria-hidden />
            </Button>
          ) : null
        }
      />
      <Panes>
        <Pane>
          <div className="max-w-[1120px] px-5 pt-4 pb-10 max-md:px-4">
            <YearSteps calendar={calendar} />
            <YearBanner calendar={calendar} onImport={admin ? open : null} />
            <div className="mt-5">
              <YearGrid key={year} year={calendar} onPick={admin ? setPicked : null} />
            </div>
          </div>
        </Pane>
        <Pane width="facts" label={t("settings")}>
          <YearState calendar={calendar} admin={admin} />
          {admin ? (
            <>
              <RegionField region={calendar.region} />
              <RestDays key={calendar.restDays.join()} restDays={calendar.restDays} />
            </>
          ) : null}
          <Legend />
          {admin ? null : (
            <p className="px-5 py-3 text-12 text-muted-foreground max-md:px-4">{t("readOnly")}</p>
          )}
        </Pane>
      </Panes>
      <Dialog open={picked !== null} onOpenChange={(next) => (next ? null : setPicked(null))}>
        {picked ? (
          <DayDialog key={picked.day} day={picked} year={calendar} onDone={() => setPicked(null)} />
        ) : null}
      </Dialog>
      <Dialog open={importing} onOpenChange={setImporting}>
        {importing ? (
          <ImportDialog
            year={year}
            traditional={calendar.region === "tw" || calendar.region === "hk"}
            onDone={() => setImporting(false)}
          />
        ) : null}
      </Dialog>
    </>
  );
}

function YearSteps({ calendar: { year, today } }: { calendar: CalendarYear }) {
  const t = useTranslations("calendar");
  const present = yearOf(today);
  const step = (to: number, label: string, icon: typeof ChevronLeft) => {
    const Icon = icon;
    const within = to >= present - YEARS_BACK && to <= present + YEARS_AHEAD;
    return within ? (
      <Link
        href={`/settings/calendar?year=${to}`}
        aria-label={label}
        className="hit grid size-7 place-items-center max-md:size-10 rounded-md text-muted-foreground hover:bg-muted hover:text-foreground"
      >
        <Icon aria-hidden className="size-4" />
      </Link>
    ) : (
      <span className="size-7 max-md:size-10" />
    );
  };
  return (
    <nav aria-label={t("years")} className="mb-3 flex items-center gap-1">
      {step(year - 1, t("previous"), ChevronLeft)}
      <h2 className="min-w-18 text-center font-semibold text-20">{t("year", { year: String(year) })}</h2>
      {step(year + 1, t("next"), ChevronRight)}
    </nav>
  );
}

const LEGEND = [
  ["rest", "bg-muted", null],
  ["holiday", "bg-danger-subtle text-danger-text", "holiday"],
  ["workday", "bg-info-subtle text-info-text", "workday"],
  ["pending", "border border-danger-line border-dashed text-muted-foreground", "holiday"],
] as const;

function Legend() {
  const t = useTranslations("calendar");
  return (
    <Section title={t("legend")}>
      <ul className="flex flex-col gap-1.5 text-12 text-muted-foreground">
        {LEGEND.map(([name, look, mark]) => (
          <li key={name} className="flex items-center gap-2">
            <span aria-hidden className={cn("grid h-5 w-7 place-items-center rounded-sm leading-none", look)}>
              {mark ? t(`mark.${mark}`) : null}
            </span>
            {t(`legendOf.${name}`)}
          </li>
        ))}
        <li className="flex items-center gap-2">
          <span aria-hidden className="grid h-5 w-7 place-items-center">
            <span className="size-1 rounded-full bg-primary" />
          </span>
          {t("legendOf.own")}
        </li>
      </ul>
    </Section>
  );
}

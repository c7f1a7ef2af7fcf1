"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, useRef, useState } from "react";
import { plusDays, yearOf } from "@/lib/calendar/rules";
import type { CalendarYear } from "@/lib/calendar/types";
import { type Day, monthsOf } from "./days";
import { MonthTable } from "./month-table";

const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -7,
  ArrowDown: 7,
};

/** The months of a year; with `onPick` the days are one stop of the Tab key, and arrows go from day to day. */
export function YearGrid(props: { year: CalendarYear; onPick: ((day: Day) => void) | null }) {
  const { year, onPick } = props;
  const t = useTranslations("calendar");
  const grid = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState(
    yearOf(year.today) === year.year ? year.today : `${year.year}-01-01`,
  );
  const move = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    const at = event.target instanceof HTMLElement ? event.target.dataset.day : undefined;
    if (!step || !at) return;
    const next = plusDays(at, step);
    if (yearOf(next) !== year.year) return;
    event.preventDefault();
    setFocused(next);
    grid.current?.querySelector<HTMLElement>(`[data-day="${next}"]`)?.focus();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of twelve tables, not a set of form fields
    <div
      ref={grid}
      role="group"
      aria-label={t("months", { year: String(year.year) })}
      onKeyDown={move}
      className="grid grid-cols-1 gap-x-8 gap-y-6 md:grid-cols-2 xl:grid-cols-3"
    >
      {monthsOf(year).map((month) => (
        <MonthTable key={month.month} {...{ month, focused, onPick }} today={year.today} />
      ))}
    </div>
  );
}

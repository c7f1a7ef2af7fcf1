"use client";

import { useTimeZone, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useNow } from "@/components/customers/clock";
import { daysApart, useMoments } from "@/components/customers/use-moments";
import { cn } from "@/components/ui/cn";
import type { DeadlineView } from "@/lib/customers/customer-types";
import { addDays, startOfDay } from "@/lib/time";

const MOST_CELLS = 31;
const MOST_LABELS = 10;
/** Nearer to today than so many cells, the date at an end would run into it. */
const LABEL_GAP = 5;

type Cell = { at: Date; kind: "past" | "today" | "ahead"; paused: boolean; last: boolean };

function cellsOf(deadline: DeadlineView, now: Date, timeZone: string): Cell[] {
  const first = startOfDay(deadline.from, timeZone);
  const days = daysApart(deadline.from, deadline.dueAt, timeZone) + 1;
  const today = daysApart(deadline.from, now, timeZone);
  return Array.from({ length: Math.max(1, days) }, (_, index) => {
    const at = addDays(first, index, timeZone);
    const noon = new Date(at.getTime() + 12 * 3_600_000);
    const paused = deadline.pauses.some((pause) => pause.from <= noon && noon < pause.until);
    const kind = index < today ? "past" : index === today ? "today" : "ahead";
    return { at, kind, paused, last: index === days - 1 };
  });
}

/** The days of a clock: gone ones solid, today half, those ahead pale, paused ones hatched, the last with an edge. */
export function DeadlineTrack({ deadline }: { deadline: DeadlineView }) {
  const t = useTranslations("customer.deadline");
  const now = useNow();
  const timeZone = useTimeZone() ?? "UTC";
  const { day } = useMoments();
  const cells = cellsOf(deadline, now, timeZone);
  const label = t("track", { from: day(deadline.from, now), until: day(deadline.dueAt, now) });
  if (cells.length > MOST_CELLS) return <LongTrack deadline={deadline} label={label} />;
  const every = cells.length <= MOST_LABELS;
  const today = cells.findIndex((cell) => cell.kind === "today");
  const clear = (index: number) => today < 0 || Math.abs(index - today) >= LABEL_GAP;
  return (
    <div role="img" aria-label={label} className="mt-3">
      <div className="flex gap-0.5">
        {cells.map((cell) => (
          <span
            key={cell.at.getTime()}
            className={cn(
              "relative h-3.5 min-w-0 flex-1 overflow-hidden rounded-[1.5px]",
              cell.paused ? "hatch" : cell.kind === "past" ? "bg-primary" : "bg-primary-subtle",
              cell.last && "border-warning border-e-2",
            )}
          >
            {cell.kind === "today" && !cell.paused ? (
              <span className="block h-full w-1/2 bg-primary" />
            ) : null}
          </span>
        ))}
      </div>
      <div aria-hidden className="mt-1 flex gap-0.5 text-12 text-muted-foreground">
        {cells.map((cell, index) => (
          <span
            key={cell.at.getTime()}
            className={cn(
              "min-w-0 flex-1 whitespace-nowrap",
              every || (cell.kind === "today" && index > 0 && !cell.last) ? "text-center" : "flex",
              cell.last && "justify-end",
            )}
          >
            {cell.kind === "today" ? (
              <b className="font-medium text-foreground">
                <Centred wide={!every && index > 0 && !cell.last}>{t("today")}</Centred>
              </b>
            ) : every ? (
              dayNumber(cell.at, timeZone)
            ) : (index === 0 || cell.last) && clear(index) ? (
              <span>{day(cell.at)}</span>
            ) : null}
          </span>
        ))}
      </div>
    </div>
  );
}

const dayNumber = (at: Date, timeZone: string) =>
  new Intl.DateTimeFormat("en", { timeZone, day: "numeric" }).format(at);

/** Wider than its cell, and in the middle of it. */
function Centred({ wide, children }: { wide: boolean; children: ReactNode }) {
  return (
    <span className={wide ? "relative left-1/2 inline-block -translate-x-1/2" : undefined}>{children}</span>
  );
}

/** Ninety days have no cells any more: one bar, filled as far as time has gone. */
function LongTrack({ deadline, label }: { deadline: DeadlineView; label: string }) {
  const now = useNow();
  const { day } = useMoments();
  const t = useTranslations("customer.deadline");
  const whole = deadline.dueAt.getTime() - deadline.from.getTime();
  const gone = Math.min(1, Math.max(0, (now.getTime() - deadline.from.getTime()) / Math.max(1, whole)));
  return (
    <div role="img" aria-label={label} className="mt-3">
      <div className="flex h-3.5 overflow-hidden rounded-[1.5px] border-warning border-e-2 bg-primary-subtle">
        <span className="bg-primary" style={{ width: `${gone * 100}%` }} />
      </div>
      <div aria-hidden className="mt-1 flex justify-between text-12 text-muted-foreground">
        <span>{day(deadline.from, now)}</span>
        {gone > 0.15 && gone < 0.85 ? <b className="font-medium text-foreground">{t("today")}</b> : null}
        <span>{day(deadline.dueAt, now)}</span>
      </div>
    </div>
  );
}

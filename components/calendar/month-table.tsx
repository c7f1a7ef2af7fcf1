"use client";

import { useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";
import { type Day, type DayState, dayOfMonth, type Month } from "./days";
import { useDayWords } from "./use-day-words";

const LOOKS: Record<DayState, string> = {
  working: "text-foreground",
  rest: "bg-muted text-muted-foreground",
  holiday: "bg-danger-subtle text-danger-text",
  workday: "bg-info-subtle text-info-text",
  pending: "border border-danger-line border-dashed text-muted-foreground",
};

type CellProps = { day: Day; today: boolean; focusable: boolean; onPick: ((day: Day) => void) | null };

/** The mark of a day, so that its colour never stands alone. */
export function DayMark({ day }: { day: Pick<Day, "state"> & { kind: "holiday" | "workday" | null } }) {
  const t = useTranslations("calendar.mark");
  if (day.state === "working" || day.state === "rest" || !day.kind) return null;
  return (
    <span aria-hidden className="text-12 leading-none">
      {t(day.kind)}
    </span>
  );
}

function Cell({ day, today, focusable, onPick }: CellProps) {
  const { label, nameOf } = useDayWords();
  const own = day.entry?.source === "admin";
  const name = day.entry ? nameOf(day.entry) : "";
  const look = cn(
    "relative flex h-10 w-full flex-col items-center justify-center gap-0.5 rounded-md max-md:h-11",
    LOOKS[day.state],
    today && "font-semibold inset-ring-1 inset-ring-primary",
    onPick && "transition-colors duration-80 hover:inset-ring-1 hover:inset-ring-primary-line",
  );
  const inside = (
    <>
      <span aria-hidden className="leading-none">
        {dayOfMonth(day.day)}
      </span>
      <DayMark day={{ state: day.state, kind: day.entry?.kind ?? null }} />
      {own ? <span aria-hidden className="absolute end-1 top-1 size-1 rounded-full bg-primary" /> : null}
      <span className="sr-only">{label(day)}</span>
    </>
  );
  if (!onPick) {
    return (
      <span className={look} title={name || undefined}>
        {inside}
      </span>
    );
  }
  return (
    <button
      type="button"
      data-day={day.day}
      tabIndex={focusable ? 0 : -1}
      {...(today ? { "aria-current": "date" as const } : {})}
      title={name || undefined}
      className={look}
      onClick={() => onPick(day)}
    >
      {inside}
    </button>
  );
}

type MonthProps = {
  month: Month;
  today: string;
  focused: string;
  onPick: ((day: Day) => void) | null;
};

/** One month in weeks, and below it why its days are what they are. */
export function MonthTable({ month, today, focused, onPick }: MonthProps) {
  const t = useTranslations("calendar");
  const words = useDayWords();
  const title = words.month(month.month);
  return (
    <section aria-label={title}>
      <h3 className="mb-1 font-medium">{title}</h3>
      <table className="w-full table-fixed border-separate border-spacing-0.5">
        <thead>
          <tr>
            {[1, 2, 3, 4, 5, 6, 7].map((weekday) => (
              <th
                key={weekday}
                scope="col"
                className="h-6 text-center font-normal text-12 text-faint-foreground"
              >
                <span aria-hidden>{words.weekdayNarrow(weekday)}</span>
                <span className="sr-only">{words.weekday(weekday)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {month.weeks.map((week, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a week has no other name than its place
            <tr key={n}>
              {week.map((day, weekday) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: an empty cell neither
                <td key={weekday} className="p-0">
                  {day ? (
                    <Cell {...{ day, onPick }} today={day.day === today} focusable={day.day === focused} />
                  ) : null}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="mt-1 flex flex-wrap gap-x-3 text-12 text-muted-foreground">
        {month.stretches
          .filter(({ entry }) => words.nameOf(entry) !== "")
          .map(({ from, until, entry }) => (
            <li key={from}>
              <span className="me-1 text-faint-foreground">
                {from === until
                  ? t("one", { day: dayOfMonth(from) })
                  : t("range", { from: dayOfMonth(from), until: dayOfMonth(until) })}
              </span>
              {words.nameOf(entry)}
            </li>
          ))}
      </ul>
    </section>
  );
}

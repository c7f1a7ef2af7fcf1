"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { daysInside, MOST_DAYS } from "@/lib/simulation/rules";
import { shiftDay } from "@/lib/stats/rules";

export type Period = { from: string; until: string };

const PRESETS = ["30", "90", "180", "365"] as const;
const OWN = "own";

/** The last so many days up to today. */
export const lastDays = (days: number, today: string): Period => ({
  from: shiftDay(today, 1 - days),
  until: today,
});

/** Which stretch of history is replayed: one of the usual ones, or any other. */
export function PeriodChoice(props: { period: Period; today: string; onChange: (period: Period) => void }) {
  const { period, today, onChange } = props;
  const t = useTranslations("simulation.period");
  const preset = PRESETS.find((days) => {
    const { from, until } = lastDays(Number(days), today);
    return from === period.from && until === period.until;
  });
  const [own, setOwn] = useState(preset === undefined);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Segmented
        label={t("label")}
        value={own ? OWN : (preset ?? OWN)}
        onValueChange={(value) => {
          setOwn(value === OWN);
          if (value !== OWN) onChange(lastDays(Number(value), today));
        }}
        options={[
          ...PRESETS.map((days) => ({ value: days, label: t("last", { days: Number(days) }) })),
          { value: OWN, label: t("own") },
        ]}
        className="max-md:[&_button]:px-2 max-md:[&_button]:text-12"
      />
      {own ? <OwnPeriod {...{ period, today, onChange }} /> : null}
    </div>
  );
}

function OwnPeriod(props: { period: Period; today: string; onChange: (period: Period) => void }) {
  const { period, today, onChange } = props;
  const t = useTranslations("simulation.period");
  const again = useTranslations("simulation");
  const [from, setFrom] = useState(period.from);
  const [until, setUntil] = useState(period.until);
  const id = useId();
  const valid =
    from !== "" && until !== "" && from <= until && from <= today && daysInside(from, until) <= MOST_DAYS;
  return (
    <form
      className="flex flex-wrap items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (valid) onChange({ from, until });
      }}
    >
      {(
        [
          ["from", from, setFrom],
          ["until", until, setUntil],
        ] as const
      ).map(([name, value, set]) => (
        <span key={name} className="flex items-center gap-1.5">
          <label htmlFor={`${id}-${name}`} className="shrink-0 text-12 text-muted-foreground">
            {t(name)}
          </label>
          <Input
            id={`${id}-${name}`}
            type="date"
            inputSize="sm"
            max={today}
            value={value}
            onChange={(event) => set(event.target.value)}
            className="w-36"
          />
        </span>
      ))}
      <Button type="submit" size="sm" {...(valid ? {} : { disabledReason: t("invalid") })}>
        {again("tab")}
      </Button>
      {valid ? null : <span className="text-12 text-warning-text">{t("invalid")}</span>}
    </form>
  );
}

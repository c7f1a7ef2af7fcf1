"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { FailureLine } from "@/components/customer/failure-line";
import { useAsking } from "@/components/customer/use-asking";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Label } from "@/components/ui/label";
import { Section } from "@/components/ui/section";
import { notify } from "@/components/ui/toast";
import { setRestDaysAction } from "@/lib/calendar/actions";
import { useDayWords } from "./use-day-words";

const WEEK = [1, 2, 3, 4, 5, 6, 7];

/** On which weekdays nobody works. */
export function RestDays({ restDays }: { restDays: readonly number[] }) {
  const t = useTranslations("calendar");
  const { weekday } = useDayWords();
  const id = useId();
  const [chosen, setChosen] = useState<readonly number[]>(restDays);
  const { run, busy, failure } = useAsking();
  const changed = WEEK.some((day) => chosen.includes(day) !== restDays.includes(day));
  const save = async () => {
    const done = await run((options) => setRestDaysAction({ restDays: [...chosen] }, options));
    if (done) notify({ title: t("restSaved"), detail: t("refreshed", { count: done.refreshed }) });
  };
  return (
    <Section title={t("restTitle")}>
      {/* biome-ignore lint/a11y/useSemanticElements: the title of the section is its legend */}
      <div role="group" aria-label={t("restTitle")} className="grid grid-cols-4 gap-x-2 gap-y-2">
        {WEEK.map((day) => (
          <span key={day} className="flex items-center gap-2">
            <Checkbox
              id={`${id}-${day}`}
              checked={chosen.includes(day)}
              onCheckedChange={(on) =>
                setChosen(on === true ? [...chosen, day] : chosen.filter((one) => one !== day))
              }
            />
            <Label htmlFor={`${id}-${day}`} className="font-normal">
              {weekday(day)}
            </Label>
          </span>
        ))}
      </div>
      {changed ? (
        <Button
          size="sm"
          className="mt-3"
          busy={busy}
          {...(chosen.length === 7 ? { disabledReason: t("restAll") } : {})}
          onClick={() => void save()}
        >
          {t("restSave")}
        </Button>
      ) : null}
      <FailureLine failure={failure} />
    </Section>
  );
}

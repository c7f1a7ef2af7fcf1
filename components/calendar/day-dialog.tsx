"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { AskContent } from "@/components/customer/ask-content";
import { useAsking } from "@/components/customer/use-asking";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioChips } from "@/components/ui/radio-chips";
import { notify } from "@/components/ui/toast";
import { setCalendarDayAction } from "@/lib/calendar/actions";
import type { CalendarYear } from "@/lib/calendar/types";
import { byWeekday, type Day } from "./days";
import { useDayWords } from "./use-day-words";

type Choice = "holiday" | "workday" | "normal";

/** Makes one day off, worked, or what its weekday says. */
export function DayDialog(props: { day: Day; year: CalendarYear; onDone: () => void }) {
  const { day, year, onDone } = props;
  const t = useTranslations("calendar");
  const words = useDayWords();
  const before: Choice = day.entry?.kind ?? "normal";
  const nameBefore = day.entry ? words.nameOf(day.entry) : "";
  const [kind, setKind] = useState<Choice>(before);
  const [name, setName] = useState(nameBefore);
  const { run, busy, failure } = useAsking();
  const unchanged = kind === before && (kind === "normal" || name.trim() === nameBefore);
  const save = async () => {
    const input = {
      ...{ day: day.day, kind: kind === "normal" ? null : kind, name: kind === "normal" ? "" : name },
    };
    const done = await run((options) => setCalendarDayAction(input, options));
    if (!done) return;
    notify({
      title: t("day.saved", { day: words.long(day.day), kind: t(`day.${kind}`) }),
      detail: t("refreshed", { count: done.refreshed }),
    });
    onDone();
  };
  return (
    <AskContent
      title={words.long(day.day)}
      description={t("day.lead")}
      confirm={t("day.save")}
      disabledReason={unchanged ? t("day.unchanged") : undefined}
      {...{ busy, failure }}
      onConfirm={() => void save()}
    >
      <p className="mb-3 text-muted-foreground">
        {[words.stateOf(day.state), nameBefore, day.entry ? t(`day.from.${day.entry.source}`) : ""]
          .filter((part) => part !== "")
          .join(" · ")}
      </p>
      <RadioChips<Choice>
        label={t("day.kind")}
        value={kind}
        onValueChange={setKind}
        options={(["holiday", "workday", "normal"] as const).map((value) => ({
          value,
          label: t(`day.${value}`),
        }))}
      />
      {kind === "normal" ? (
        <p className="mt-3 text-12 text-muted-foreground">
          {t("day.normalHint", { state: words.stateOf(byWeekday(day.day, year)) })}
        </p>
      ) : (
        <Field className="mt-4" label={t("day.name")} optional hint={t("day.nameHint")}>
          {(control) => (
            <Input
              {...control}
              maxLength={40}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
      )}
    </AskContent>
  );
}

"use client";

import { CalendarDays } from "lucide-react";
import { useTimeZone, useTranslations } from "next-intl";
import { useState } from "react";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { Input } from "@/components/ui/input";
import { RadioChips } from "@/components/ui/radio-chips";
import { fromWall, toWall, whenChoices } from "./when";

/** When the next step is: one of the usual dates, or any other; a second tap on the chosen one takes it away. */
export function WhenField(props: {
  label: string;
  value: string | null;
  onChange: (at: string | null) => void;
}) {
  const { label, value, onChange } = props;
  const t = useTranslations("followup.when");
  const now = useNow();
  const timeZone = useTimeZone() ?? "UTC";
  const { moment } = useMoments();
  const choices = whenChoices(now, timeZone);
  const chosen = choices.find((one) => one.at.toISOString() === value)?.choice ?? null;
  const [open, setOpen] = useState(false);
  const own = value !== null && chosen === null;
  return (
    <div className="flex flex-col gap-2">
      <RadioChips
        label={label}
        value={open || own ? "other" : (chosen ?? (value === null ? "none" : null))}
        onValueChange={(next) => {
          setOpen(next === "other");
          if (next === "none") onChange(null);
          const choice = choices.find((one) => one.choice === next);
          if (choice) onChange(choice.at.toISOString());
        }}
        options={[
          { value: "none", label: t("none") },
          ...choices.map(({ choice, at }) => ({
            value: choice,
            label: choice === chosen ? moment(at, now) : t(choice),
          })),
          { value: "other", label: own && value ? moment(value, now) : t("other"), icon: CalendarDays },
        ]}
      />
      {open || own ? (
        <Input
          type="datetime-local"
          inputSize="sm"
          aria-label={label}
          min={toWall(now, timeZone)}
          value={value ? toWall(new Date(value), timeZone) : ""}
          onChange={(event) => {
            const at = fromWall(event.target.value, timeZone);
            onChange(at ? at.toISOString() : null);
          }}
          className="md:w-56"
        />
      ) : null}
    </div>
  );
}

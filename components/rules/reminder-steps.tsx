"use client";

import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { Reminder } from "@/lib/policies/return-rule";
import { LEAD_UNITS, LEAST_LEAD, type LeadUnit, MAX_REMINDERS, MOST_LEAD, withReminder } from "./lead";
import { NumberPart } from "./number-part";
import { PartSelect, part, Segments } from "./segment";
import { useLeadText } from "./use-rule-sentence";

const UNITS = ["days", "hours", "minutes"] as const;
const WHOM = ["owner", "owner_and_manager"] as const;

type StepsProps = { reminders: readonly Reminder[]; onChange: (reminders: Reminder[]) => void };

/** The steps of the reminders, the earliest first: whom each tells; another can be put in. */
export function ReminderSteps({ reminders, onChange }: StepsProps) {
  const t = useTranslations("policy.ladder");
  const rules = useTranslations("rules.builder");
  const lead = useLeadText();
  const without = (step: Reminder) => reminders.filter((one) => one.beforeMinutes !== step.beforeMinutes);
  return (
    <>
      {reminders.length === 0 ? <p className="text-muted-foreground leading-7">{t("empty")}</p> : null}
      <ul className="flex flex-col gap-1.5 max-md:w-full">
        {reminders.map((step) => (
          <li key={step.beforeMinutes}>
            <Segments>
              <span className={`${part} flex items-center`}>
                {t("before", { lead: lead(step.beforeMinutes) })}
              </span>
              <PartSelect
                label={rules("to")}
                value={step.to}
                options={WHOM.map((value) => ({ value, label: rules(value) }))}
                onChange={(to) => onChange(withReminder(reminders, { ...step, to }))}
              />
              <button
                type="button"
                aria-label={t("remove", { lead: lead(step.beforeMinutes) })}
                onClick={() => onChange(without(step))}
                className="grid w-7 shrink-0 place-items-center border-hairline border-s text-muted-foreground outline-none hover:bg-hover hover:text-foreground focus-visible:bg-hover max-md:w-11"
              >
                <X aria-hidden className="size-3.5" />
              </button>
            </Segments>
          </li>
        ))}
      </ul>
      <AddStep reminders={reminders} onChange={onChange} />
    </>
  );
}

function AddStep({ reminders, onChange }: StepsProps) {
  const t = useTranslations("policy.ladder");
  const common = useTranslations("common");
  const [count, setCount] = useState(5);
  const [unit, setUnit] = useState<LeadUnit>("days");
  const minutes = count * LEAD_UNITS[unit];
  const refusal = !(minutes >= LEAST_LEAD && minutes <= MOST_LEAD)
    ? t("range")
    : reminders.some((one) => one.beforeMinutes === minutes)
      ? t("there")
      : reminders.length >= MAX_REMINDERS
        ? t("full", { count: MAX_REMINDERS })
        : undefined;
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <span className="text-12 text-muted-foreground">{t("ahead")}</span>
      <Segments className="max-md:w-auto">
        <NumberPart label={t("count")} value={count} onChange={setCount} className="w-12" />
        <PartSelect
          label={t("unit")}
          value={unit}
          options={UNITS.map((value) => ({ value, label: t(`units.${value}`) }))}
          onChange={setUnit}
          className="text-muted-foreground"
        />
      </Segments>
      <Button
        size="sm"
        variant="ghost"
        lead={<Plus aria-hidden />}
        {...(refusal ? { disabledReason: refusal } : {})}
        onClick={() => onChange(withReminder(reminders, { beforeMinutes: minutes, to: "owner" }))}
      >
        {common("add")}
      </Button>
    </div>
  );
}

"use client";

import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/select";
import { LEAD_UNITS, LEAST_LEAD, type LeadUnit, MAX_REMINDERS, MOST_LEAD, withLead } from "./fields";
import { usePolicyWords } from "./use-policy-words";

const UNITS = ["days", "hours", "minutes"] as const;

/** The steps of the reminders, the earliest first: each can be taken out, another put in. */
export function ReminderLadder(props: { leads: readonly number[]; onChange: (leads: number[]) => void }) {
  const { leads, onChange } = props;
  const t = useTranslations("policy.ladder");
  const common = useTranslations("common");
  const words = usePolicyWords();
  const [count, setCount] = useState("5");
  const [unit, setUnit] = useState<LeadUnit>("days");
  const minutes = Number(count) * LEAD_UNITS[unit];
  const refusal = !(Number.isInteger(minutes) && minutes >= LEAST_LEAD && minutes <= MOST_LEAD)
    ? t("range")
    : leads.includes(minutes)
      ? t("there")
      : leads.length >= MAX_REMINDERS
        ? t("full", { count: MAX_REMINDERS })
        : undefined;
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <ul className="flex flex-wrap items-center gap-1.5">
        {leads.length === 0 ? <li className="text-muted-foreground">{t("empty")}</li> : null}
        {leads.map((lead) => (
          <li
            key={lead}
            className="inline-flex h-7 items-stretch rounded-md border border-border max-md:h-11 max-md:rounded-phone"
          >
            <span className="flex items-center ps-2.5 pe-1">{t("before", { lead: words.lead(lead) })}</span>
            <button
              type="button"
              aria-label={t("remove", { lead: words.lead(lead) })}
              onClick={() => onChange(leads.filter((one) => one !== lead))}
              className="hit grid w-6 place-items-center text-muted-foreground hover:text-foreground"
            >
              <X aria-hidden className="size-3" />
            </button>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-1.5">
        <span className="text-muted-foreground">{t("ahead")}</span>
        <Input
          aria-label={t("count")}
          inputMode="numeric"
          inputSize="sm"
          value={count}
          onChange={(event) => setCount(event.target.value)}
          className="h-7 w-14 text-end"
        />
        <NativeSelect
          aria-label={t("unit")}
          inputSize="sm"
          className="w-24"
          value={unit}
          onChange={(event) => setUnit(UNITS.find((one) => one === event.target.value) ?? "days")}
          options={UNITS.map((value) => ({ value, label: t(`units.${value}`) }))}
        />
        <Button
          size="sm"
          lead={<Plus aria-hidden />}
          {...(refusal ? { disabledReason: refusal } : {})}
          onClick={() => onChange(withLead(leads, minutes))}
        >
          {common("add")}
        </Button>
      </div>
    </div>
  );
}

"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioChips } from "@/components/ui/radio-chips";
import type { CustomerView } from "@/lib/customers/customer-types";
import { AskContent } from "./ask-content";
import { useRequestDeeds } from "./use-request-deeds";

const DAYS = [3, 7, 14, 30] as const;

/** Asks whoever leads for more protection than one may take oneself: how many days, and why. */
export function RequestDialog({ customer, onDone }: { customer: CustomerView; onDone: () => void }) {
  const t = useTranslations("customer.request");
  const words = useTranslations("customer.protect");
  const { asking, request } = useRequestDeeds();
  const { waitDays = 0, maxDays = 7 } = customer.deadline?.requests ?? {};
  const choices = [...new Set([...DAYS.filter((days) => days < maxDays), maxDays])];
  const [days, setDays] = useState(choices[Math.min(1, choices.length - 1)] ?? maxDays);
  const [reason, setReason] = useState("");
  const [asked, setAsked] = useState(false);
  const confirm = async () => {
    if (!reason.trim()) return setAsked(true);
    if (await request({ customerId: customer.id, version: customer.version }, days, reason)) onDone();
  };
  return (
    <AskContent
      {...{ busy: asking.busy, failure: asking.failure }}
      title={t("title", { name: customer.name })}
      description={t("text", { days: waitDays })}
      confirm={t("confirm")}
      onConfirm={() => void confirm()}
    >
      <RadioChips
        label={words("days")}
        value={String(days)}
        onValueChange={(value) => setDays(Number(value))}
        options={choices.map((value) => ({
          value: String(value),
          label: words("forDays", { count: value }),
        }))}
      />
      <Field
        label={words("reason")}
        required
        className="mt-3.5"
        error={asked && !reason.trim() ? words("reasonMissing") : undefined}
      >
        {(control) => (
          <Input
            {...control}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
    </AskContent>
  );
}

"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { minorUnitsOf } from "@/components/customers/use-money";
import { WhenField } from "@/components/follow-ups/when-field";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioChips } from "@/components/ui/radio-chips";
import { INVALID_REASONS, type InvalidReason } from "@/db/enums";
import { DAY } from "@/lib/time";
import { AskContent, type Asked, Missing, NoteField } from "./ask-content";

const PROTECT_DAYS = [3, 7, 14, 30] as const;

type ProtectProps = Asked & {
  name: string;
  quota: { used: number; limit: number; maxDays: number } | null;
  onProtect: (days: number, reason: string) => void;
};

/** Stops the clock for some days: how many, and why. */
export function ProtectDialog({ name, quota, busy, failure, onProtect }: ProtectProps) {
  const t = useTranslations("customer.protect");
  const now = useNow();
  const { day } = useMoments();
  const max = quota?.maxDays ?? 7;
  const choices = [...new Set([...PROTECT_DAYS.filter((days) => days < max), max])];
  const [days, setDays] = useState(choices[Math.min(1, choices.length - 1)] ?? max);
  const [reason, setReason] = useState("");
  const [asked, setAsked] = useState(false);
  const until = day(new Date(now.getTime() + days * DAY), now);
  return (
    <AskContent
      {...{ busy, failure }}
      title={t("title", { name })}
      description={quota ? t("text", { used: quota.used, limit: quota.limit }) : undefined}
      confirm={t("confirm", { day: until })}
      onConfirm={() => (reason.trim() ? onProtect(days, reason) : setAsked(true))}
    >
      <RadioChips
        label={t("days")}
        value={String(days)}
        onValueChange={(value) => setDays(Number(value))}
        options={choices.map((value) => ({ value: String(value), label: t("forDays", { count: value }) }))}
      />
      <Field
        label={t("reason")}
        required
        className="mt-3.5"
        error={asked && !reason.trim() ? t("reasonMissing") : undefined}
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

type InvalidateProps = Asked & { name: string; onInvalidate: (reason: InvalidReason, note: string) => void };

/** Out of the business: nobody can claim it any more until a manager restores it. */
export function InvalidateDialog({ name, busy, failure, onInvalidate }: InvalidateProps) {
  const t = useTranslations("customer.invalidate");
  const reasons = useTranslations("enums.invalidReason");
  const [reason, setReason] = useState<InvalidReason | null>(null);
  const [note, setNote] = useState("");
  const [asked, setAsked] = useState(false);
  return (
    <AskContent
      {...{ busy, failure }}
      title={t("title", { name })}
      description={t("text")}
      danger
      confirm={t("confirm")}
      onConfirm={() => (reason ? onInvalidate(reason, note) : setAsked(true))}
    >
      <RadioChips
        label={t("reason")}
        value={reason}
        onValueChange={setReason}
        options={INVALID_REASONS.map((value) => ({ value, label: reasons(value) }))}
      />
      {asked && !reason ? <Missing>{t("reasonMissing")}</Missing> : null}
      <NoteField label={t("note")} value={note} onChange={setNote} />
    </AskContent>
  );
}

type DealProps = Asked & {
  name: string;
  currency: string;
  /** Minor units. */
  onDeal: (title: string, amount: number) => void;
};

/** A deal that was won: what, and for how much. */
export function DealDialog({ name, currency, busy, failure, onDeal }: DealProps) {
  const t = useTranslations("customer.dealForm");
  const [title, setTitle] = useState("");
  const [amount, setAmount] = useState("");
  const [asked, setAsked] = useState(false);
  const value = Number(amount.replaceAll(",", ""));
  const bad = amount.trim() === "" || !Number.isFinite(value) || value < 0;
  const confirm = () => {
    setAsked(true);
    if (title.trim() && !bad) onDeal(title, Math.round(value * minorUnitsOf(currency)));
  };
  return (
    <AskContent
      {...{ busy, failure }}
      title={t("title", { name })}
      description={t("text")}
      confirm={t("confirm")}
      onConfirm={confirm}
    >
      <div className="flex flex-col gap-3.5">
        <Field label={t("what")} required error={asked && !title.trim() ? t("whatMissing") : undefined}>
          {(control) => (
            <Input
              {...control}
              maxLength={200}
              value={title}
              onChange={(event) => setTitle(event.target.value)}
            />
          )}
        </Field>
        <Field
          label={t("amount", { currency })}
          required
          error={asked && bad ? t("amountMissing") : undefined}
        >
          {(control) => (
            <Input
              {...control}
              inputMode="decimal"
              enterKeyHint="done"
              value={amount}
              onChange={(event) => setAmount(event.target.value)}
            />
          )}
        </Field>
      </div>
    </AskContent>
  );
}

type PlanProps = Asked & {
  name: string;
  step: string | null;
  at: Date | null;
  onPlan: (step: string, at: string) => void;
};

/** What comes next and when; moves it when there is one already. */
export function PlanDialog({ name, step, at, busy, failure, onPlan }: PlanProps) {
  const t = useTranslations("customer.planForm");
  const [text, setText] = useState(step ?? "");
  const [when, setWhen] = useState<string | null>(at?.toISOString() ?? null);
  const [asked, setAsked] = useState(false);
  return (
    <AskContent
      {...{ busy, failure }}
      title={t(at ? "move" : "title", { name })}
      confirm={t("confirm")}
      onConfirm={() => (when ? onPlan(text, when) : setAsked(true))}
    >
      <p className="mb-2 text-muted-foreground">{t("when")}</p>
      <WhenField label={t("when")} value={when} onChange={setWhen} />
      {asked && !when ? <Missing>{t("whenMissing")}</Missing> : null}
      <Field label={t("what")} optional className="mt-3.5">
        {(control) => (
          <Input
            {...control}
            maxLength={500}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
    </AskContent>
  );
}

"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useId, useState } from "react";
import { cn } from "@/components/ui/cn";
import { Switch } from "@/components/ui/switch";
import type { FieldChange } from "@/lib/policies/rules";
import { fieldAnchor, type PolicyField } from "./fields";
import { usePolicyWords } from "./use-policy-words";

/** A group of rows under one word, as the lines of the sentence. */
export function ClauseGroup(props: {
  title: string;
  hint?: string;
  className?: string;
  children: ReactNode;
}) {
  const { title, hint, className, children } = props;
  return (
    <section
      className={cn(
        "grid grid-cols-[72px_1fr] gap-x-3 border-hairline border-t py-2.5 max-md:grid-cols-1 max-md:gap-y-1",
        className,
      )}
    >
      <h2 className="text-13 text-faint-foreground leading-7">{title}</h2>
      <div className="flex min-w-0 flex-col gap-1.5">
        {children}
        {hint ? <p className="max-w-[60ch] text-12 text-muted-foreground">{hint}</p> : null}
      </div>
    </section>
  );
}

type ClauseProps = {
  field: PolicyField;
  change: FieldChange | undefined;
  version: number;
  className?: string;
  children: ReactNode;
};

/** One field: its control, and what it was in the version in force when it differs. */
export function Clause({ field, change, version, className, children }: ClauseProps) {
  const t = useTranslations("policy.sentence");
  const words = usePolicyWords();
  return (
    <div
      id={fieldAnchor(field)}
      className={cn(
        "flex min-h-7 scroll-mt-16 flex-wrap items-center gap-x-2 gap-y-1 rounded-md target:bg-primary-subtle/60",
        className,
      )}
    >
      {children}
      {change ? (
        <span className="text-12 text-warning-text">
          {t("was", { version, value: words.value(field, change.from) })}
        </span>
      ) : null}
    </div>
  );
}

/** `名称 | 数 | 单位` as one segment of 28 px; what is typed counts as soon as it is a whole number within bounds. */
export function NumberClause(props: {
  label: string;
  unit: string;
  value: number;
  min: number;
  max: number;
  changed: boolean;
  onChange: (value: number) => void;
}) {
  const { label, unit, value, min, max, changed, onChange } = props;
  const t = useTranslations("policy");
  const id = useId();
  const [text, setText] = useState<string | null>(null);
  const read = (given: string) => (/^\d+$/.test(given.trim()) ? Number(given) : Number.NaN);
  const shown = text ?? String(value);
  const wrong = !(read(shown) >= min && read(shown) <= max);
  return (
    <>
      <span
        className={cn(
          "inline-flex h-7 items-stretch overflow-hidden rounded-md border border-border bg-background focus-within:border-ring focus-within:ring-3 focus-within:ring-ring/25 max-md:h-11 max-md:rounded-phone",
          wrong && "border-danger",
        )}
      >
        <label htmlFor={id} className="flex items-center border-hairline border-e px-2.5">
          {label}
        </label>
        <input
          id={id}
          inputMode="numeric"
          value={shown}
          aria-invalid={wrong || undefined}
          aria-describedby={wrong ? `${id}-wrong` : undefined}
          onChange={(event) => {
            setText(event.target.value);
            const next = read(event.target.value);
            if (next >= min && next <= max) onChange(next);
          }}
          onBlur={() => setText(null)}
          className={cn(
            "w-14 bg-transparent px-2 text-end outline-none max-md:w-20 max-md:text-16",
            changed && "bg-warning-subtle font-medium text-warning-text",
          )}
        />
        <span
          className={cn(
            "flex items-center border-hairline border-s px-2.5 text-muted-foreground",
            changed && "bg-warning-subtle text-warning-text",
          )}
        >
          {unit}
        </span>
      </span>
      {wrong ? (
        <span id={`${id}-wrong`} role="alert" className="text-12 text-danger-text">
          {t("outOfRange", { min, max })}
        </span>
      ) : null}
    </>
  );
}

/** A limit that can be switched off; switched on again it takes up the number it had. */
export function LimitClause(props: {
  label: string;
  unit: string;
  value: number | null;
  /** What it starts from when it was never set. */
  usual: number;
  min: number;
  max: number;
  changed: boolean;
  offText: string;
  /** What the switched-off limit is stored as. */
  offValue?: 0 | null;
  onChange: (value: number | null) => void;
}) {
  const { label, unit, value, usual, min, max, changed, offText, offValue = null, onChange } = props;
  const [last, setLast] = useState(value === null || value === offValue ? usual : value);
  const on = value !== null && value !== offValue;
  return (
    <>
      <Switch
        aria-label={label}
        checked={on}
        onCheckedChange={(next) => {
          if (value !== null && value !== offValue) setLast(value);
          onChange(next ? last : offValue);
        }}
      />
      {on ? (
        <NumberClause {...{ label, unit, min, max, changed }} value={value} onChange={onChange} />
      ) : (
        <span className={cn("text-muted-foreground", changed && "text-warning-text")}>
          {label}
          <span className="ms-2 text-12">{offText}</span>
        </span>
      )}
    </>
  );
}

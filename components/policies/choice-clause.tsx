"use client";

import { useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";

/** Several of a few, at least one unless it is optional: the last one left can't be taken out. */
export function ChoiceClause<V extends string>(props: {
  label: string;
  options: readonly { value: V; label: string }[];
  value: readonly V[];
  /** Whether none at all may be chosen. */
  optional?: boolean;
  onChange: (value: V[]) => void;
}) {
  const { label, options, value, optional = false, onChange } = props;
  const t = useTranslations("policy");
  return (
    <fieldset className="flex min-w-0 flex-wrap items-center gap-1.5">
      <legend className="sr-only">{label}</legend>
      <span aria-hidden className="me-1 text-muted-foreground">
        {label}
      </span>
      {options.map((option) => {
        const on = value.includes(option.value);
        const last = !optional && on && value.length === 1;
        return (
          <button
            key={option.value}
            type="button"
            aria-pressed={on}
            aria-disabled={last || undefined}
            title={last ? t("atLeastOne") : undefined}
            onClick={() => {
              if (last) return;
              onChange(
                options.flatMap((one) =>
                  (one.value === option.value ? !on : value.includes(one.value)) ? [one.value] : [],
                ),
              );
            }}
            className={cn(
              "hit inline-flex h-6 items-center rounded-md border px-2 text-12 max-md:h-9 max-md:text-13",
              on
                ? "border-primary-line bg-primary-subtle text-primary-text"
                : "border-border text-muted-foreground hover:bg-hover",
            )}
          >
            {option.label}
          </button>
        );
      })}
    </fieldset>
  );
}

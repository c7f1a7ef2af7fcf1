"use client";

import { cn } from "@/components/ui/cn";

type ToggleChipsProps<V extends string> = {
  label: string;
  options: readonly { value: V; label: string }[];
  chosen: readonly V[];
  onChange: (chosen: V[]) => void;
  id?: string;
  className?: string;
};

/** Any of a few, all in sight, in the order of the options. 44 high on the phone. */
export function ToggleChips<V extends string>(props: ToggleChipsProps<V>) {
  const { label, options, chosen, onChange, id, className } = props;
  const toggled = (value: V) =>
    options
      .map((option) => option.value)
      .filter((one) => (one === value ? !chosen.includes(one) : chosen.includes(one)));
  return (
    <fieldset id={id} aria-label={label} className={cn("flex min-w-0 flex-wrap gap-2", className)}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={chosen.includes(option.value)}
          onClick={() => onChange(toggled(option.value))}
          className="inline-flex h-8 max-w-full items-center rounded-md border border-border bg-background px-3 transition-colors duration-80 hover:bg-hover aria-pressed:border-primary aria-pressed:bg-primary-subtle aria-pressed:font-medium aria-pressed:text-primary-text max-md:h-11 max-md:rounded-phone max-md:text-14"
        >
          <span className="truncate">{option.label}</span>
        </button>
      ))}
    </fieldset>
  );
}

"use client";

import type { LucideIcon } from "lucide-react";
import { RadioGroup } from "radix-ui";
import { cn } from "./cn";

export type ChipOption<V extends string> = {
  value: V;
  label: string;
  icon?: LucideIcon;
  disabledReason?: string;
};

type RadioChipsProps<V extends string> = {
  label: string;
  options: readonly ChipOption<V>[];
  value: V | null;
  onValueChange: (value: V) => void;
  name?: string;
  /** `tile` puts a big icon above the word, four in a row. */
  shape?: "chip" | "tile";
  className?: string;
};

/** One of a few, all in sight: outcomes, next dates, reasons. 44 high on the phone. */
export function RadioChips<V extends string>(props: RadioChipsProps<V>) {
  const { label, options, value, onValueChange, name, shape = "chip", className } = props;
  return (
    <RadioGroup.Root
      aria-label={label}
      value={value ?? ""}
      onValueChange={(next) => {
        const option = options.find((candidate) => candidate.value === next);
        if (option) onValueChange(option.value);
      }}
      {...(name ? { name } : {})}
      className={cn(shape === "tile" ? "grid grid-cols-4 gap-2" : "flex flex-wrap gap-2", className)}
    >
      {options.map(({ value: own, label: text, icon: Icon, disabledReason }) => (
        <RadioGroup.Item
          key={own}
          value={own}
          disabled={disabledReason !== undefined}
          title={disabledReason}
          className={cn(
            "inline-flex items-center justify-center gap-1.5 whitespace-nowrap rounded-md border border-border bg-background px-3 transition-colors duration-80 hover:bg-hover disabled:cursor-not-allowed disabled:bg-muted disabled:text-faint-foreground data-[state=checked]:border-primary data-[state=checked]:bg-primary-subtle data-[state=checked]:font-medium data-[state=checked]:text-primary-text max-md:rounded-phone max-md:text-14",
            shape === "tile"
              ? "h-15 flex-col gap-0.5 px-1 data-[state=checked]:inset-ring-1 data-[state=checked]:inset-ring-primary"
              : "h-8 max-md:h-11 max-md:min-w-11",
          )}
        >
          {Icon ? <Icon aria-hidden className={shape === "tile" ? "size-5" : "size-4"} /> : null}
          {text}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}

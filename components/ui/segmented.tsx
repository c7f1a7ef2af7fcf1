"use client";

import type { LucideIcon } from "lucide-react";
import { ToggleGroup } from "radix-ui";
import { cn } from "./cn";

/** One of two to five views of the same thing. */
export function Segmented<V extends string>(props: {
  label: string;
  options: readonly { value: V; label: string; icon?: LucideIcon }[];
  value: V;
  onValueChange: (value: V) => void;
  className?: string;
}) {
  const { label, options, value, onValueChange, className } = props;
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={label}
      value={value}
      onValueChange={(next) => {
        const option = options.find((candidate) => candidate.value === next);
        if (option) onValueChange(option.value);
      }}
      className={cn(
        "inline-flex h-7 rounded-md border border-border max-md:h-9 max-md:rounded-phone",
        className,
      )}
    >
      {options.map(({ value: own, label: text, icon: Icon }) => (
        <ToggleGroup.Item
          key={own}
          value={own}
          className="hit inline-flex items-center gap-1.5 whitespace-nowrap border-hairline border-s px-2.5 text-12 text-muted-foreground first:rounded-s-[5px] first:border-s-0 last:rounded-e-[5px] hover:text-foreground data-[state=on]:bg-muted data-[state=on]:font-medium data-[state=on]:text-foreground max-md:px-3 max-md:text-13"
        >
          {Icon ? <Icon aria-hidden className="size-3.5" /> : null}
          {text}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}

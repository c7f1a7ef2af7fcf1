"use client";

import { Check, Minus } from "lucide-react";
import { Checkbox as Radix } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";

/** A tick box of 14 px with a hit area of 44 under a finger; `checked="indeterminate"` is a dash. */
export function Checkbox({ className, ...props }: ComponentProps<typeof Radix.Root>) {
  return (
    <Radix.Root
      {...props}
      className={cn(
        "hit group inline-grid size-3.5 shrink-0 place-items-center rounded-sm border border-input bg-background transition-colors duration-80 data-[state=checked]:border-primary data-[state=indeterminate]:border-primary data-[state=checked]:bg-primary data-[state=indeterminate]:bg-primary disabled:opacity-50 max-md:size-5",
        className,
      )}
    >
      <Radix.Indicator className="text-primary-foreground">
        <Minus aria-hidden className="hidden size-3 stroke-3 group-data-[state=indeterminate]:block" />
        <Check aria-hidden className="size-3 stroke-3 group-data-[state=indeterminate]:hidden" />
      </Radix.Indicator>
    </Radix.Root>
  );
}

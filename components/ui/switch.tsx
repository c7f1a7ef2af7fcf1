"use client";

import { Switch as Radix } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";

/** On or off, at once. Label it with `aria-label` or a `<Label htmlFor>`. */
export function Switch({ className, ...props }: ComponentProps<typeof Radix.Root>) {
  return (
    <Radix.Root
      {...props}
      className={cn(
        "hit inline-flex h-4.5 w-7.5 shrink-0 items-center rounded-full bg-chart-6 p-0.5 transition-colors duration-80 data-[state=checked]:bg-primary disabled:opacity-50 max-md:h-6 max-md:w-10",
        className,
      )}
    >
      <Radix.Thumb className="size-3.5 rounded-full bg-background transition-transform duration-140 ease-out data-[state=checked]:translate-x-3 max-md:size-5 max-md:data-[state=checked]:translate-x-4" />
    </Radix.Root>
  );
}

"use client";

import { Check, ChevronDown } from "lucide-react";
import { Select as Radix } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { fieldBox } from "./input";

export type SelectOption = { value: string; label: string; disabled?: boolean };

/** A native select: the phone brings its own wheel. Also right in forms sent without JavaScript. */
export function NativeSelect({
  options,
  placeholder,
  className,
  inputSize = "md",
  ...props
}: ComponentProps<"select"> & { options: SelectOption[]; placeholder?: string; inputSize?: "md" | "sm" }) {
  return (
    <span className={cn("relative inline-flex w-full", className)}>
      <select
        {...props}
        className={cn(
          fieldBox,
          "appearance-none truncate ps-3 pe-8 max-md:h-11",
          inputSize === "sm" ? "h-8 text-13" : "h-10",
        )}
      >
        {placeholder === undefined ? null : <option value="">{placeholder}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute end-2.5 top-1/2 size-4 -translate-y-1/2 text-muted-foreground"
      />
    </span>
  );
}

type SelectProps = Omit<ComponentProps<typeof Radix.Root>, "children"> & {
  options: SelectOption[];
  placeholder?: string;
  inputSize?: "md" | "sm";
  className?: string;
  id?: string;
  "aria-label"?: string;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
};

/** A select with our own list, for the desktop. An option's value is never empty. */
export function Select({ options, placeholder, inputSize = "md", className, ...props }: SelectProps) {
  const {
    id,
    "aria-label": label,
    "aria-describedby": describedBy,
    "aria-invalid": invalid,
    ...root
  } = props;
  return (
    <Radix.Root {...root}>
      <Radix.Trigger
        id={id}
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={invalid}
        className={cn(
          fieldBox,
          "flex items-center gap-2 ps-3 pe-2.5 text-start data-placeholder:text-faint-foreground max-md:h-11 [&>span]:truncate",
          inputSize === "sm" ? "h-8 text-13" : "h-10",
          className,
        )}
      >
        <Radix.Value placeholder={placeholder} />
        <ChevronDown aria-hidden className="ms-auto size-4 shrink-0 text-muted-foreground" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          className="z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) animate-pop-in overflow-hidden rounded-lg bg-popover shadow-pop"
        >
          <Radix.Viewport className="p-1">
            {options.map((option) => (
              <Radix.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled ?? false}
                className="flex h-8 cursor-default select-none items-center gap-2 rounded-md ps-2 pe-2 text-13 outline-none data-highlighted:bg-muted data-disabled:text-faint-foreground max-md:h-11 max-md:text-14"
              >
                <Radix.ItemText>{option.label}</Radix.ItemText>
                <Radix.ItemIndicator className="ms-auto">
                  <Check aria-hidden className="size-4 text-primary-text" />
                </Radix.ItemIndicator>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

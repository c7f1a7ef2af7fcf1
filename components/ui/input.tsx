import type { ComponentProps } from "react";
import { cn } from "./cn";

/** The look of every box one types into; 16 px on the phone, or iOS zooms. */
export const fieldBox =
  "w-full min-w-0 rounded-md border border-input bg-background text-foreground text-14 transition-[border-color,box-shadow] duration-80 ease-std placeholder:text-faint-foreground focus-visible:border-ring focus-visible:outline-none focus-visible:ring-3 focus-visible:ring-ring/25 disabled:cursor-not-allowed disabled:bg-muted disabled:text-muted-foreground aria-invalid:border-danger aria-invalid:ring-3 aria-invalid:ring-danger/15 max-md:rounded-phone max-md:text-16";

/** A line of text: 40 high in forms, `sm` 32 in toolbars, 44 on the phone. */
export function Input({
  className,
  inputSize = "md",
  ...props
}: ComponentProps<"input"> & { inputSize?: "md" | "sm" }) {
  return (
    <input
      {...props}
      className={cn(fieldBox, "px-3 max-md:h-11", inputSize === "sm" ? "h-8 text-13" : "h-10", className)}
    />
  );
}

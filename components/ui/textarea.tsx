import type { ComponentProps } from "react";
import { cn } from "./cn";
import { fieldBox } from "./input";

/** Several lines of text; grows with what is written where the browser can. */
export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return (
    <textarea
      rows={3}
      {...props}
      className={cn(
        fieldBox,
        "field-sizing-content min-h-20 resize-y px-3 max-md:resize-none py-2",
        className,
      )}
    />
  );
}

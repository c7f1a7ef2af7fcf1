import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/components/ui/cn";

/** The parts of a clause side by side in one frame of 28; on the phone a card with a row each. */
export function Segments({
  wrong = false,
  className,
  children,
}: {
  wrong?: boolean;
  className?: string;
  children: ReactNode;
}) {
  return (
    <span
      className={cn(
        "inline-flex min-h-7 max-w-full items-stretch overflow-hidden rounded-md border border-border bg-background focus-within:border-ring",
        "max-md:w-full max-md:flex-wrap max-md:rounded-phone",
        wrong && "border-danger",
        className,
      )}
    >
      {children}
    </span>
  );
}

/** The look of one part. */
export const part =
  "min-h-7 border-hairline border-s px-2.5 first:border-s-0 max-md:min-h-11 max-md:flex-1 max-md:px-3 max-md:text-14";

/** A native choice as a part: the phone brings its own wheel. */
export function PartSelect<V extends string>(props: {
  label: string;
  value: V;
  options: readonly { value: V; label: string }[];
  onChange: (value: V) => void;
  className?: string;
}) {
  const { label, value, options, onChange, className } = props;
  return (
    <select
      aria-label={label}
      value={value}
      onChange={(event) => {
        const chosen = options.find((option) => option.value === event.target.value);
        if (chosen) onChange(chosen.value);
      }}
      className={cn(
        part,
        "field-sizing-content max-w-56 cursor-pointer appearance-none truncate bg-transparent outline-none hover:bg-hover focus-visible:bg-hover",
        className,
      )}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

/** Something to type as a part. */
export const PartInput = ({ className, ...props }: ComponentProps<"input">) => (
  <input
    {...props}
    className={cn(
      part,
      "min-w-0 bg-transparent outline-none placeholder:text-faint-foreground max-md:text-16",
      className,
    )}
  />
);

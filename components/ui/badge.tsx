import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "./cn";

const badgeVariants = cva(
  "inline-flex h-5 shrink-0 items-center gap-1 whitespace-nowrap rounded-sm px-1.5 text-12 leading-5 [&_svg]:size-3 [&_svg]:stroke-2",
  {
    variants: {
      tone: {
        grey: "bg-muted text-muted-foreground",
        line: "text-muted-foreground ring-1 ring-border ring-inset",
        primary: "bg-primary-subtle text-primary-text",
        success: "bg-success-subtle text-success-text",
        warning: "bg-warning-subtle text-warning-text",
        danger: "bg-danger-subtle text-danger-text",
        info: "bg-info-subtle text-info-text",
      },
    },
    defaultVariants: { tone: "grey" },
  },
);

/** A word about a state. Always a word, with an icon where the tone alone would carry it. */
export function Badge({
  tone,
  className,
  ...props
}: ComponentProps<"span"> & VariantProps<typeof badgeVariants>) {
  return <span {...props} className={cn(badgeVariants({ tone }), className)} />;
}

/** A dot of 6 px: new since the last visit, unsaved, live. Needs words beside it or `label`. */
export function Dot({ className, label }: { className?: string; label?: string | undefined }) {
  return (
    <span className={cn("inline-block size-1.5 shrink-0 rounded-full bg-current", className)} title={label}>
      {label ? <span className="sr-only">{label}</span> : null}
    </span>
  );
}

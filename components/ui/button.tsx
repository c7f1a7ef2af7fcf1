"use client";

import { cva, type VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui";
import { type ComponentProps, type MouseEvent, type ReactNode, useId } from "react";
import { cn } from "./cn";
import { Kbd } from "./kbd";
import { Spinner } from "./spinner";

export const buttonVariants = cva(
  "hit inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap border border-transparent font-medium transition-colors duration-80 ease-std [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: "bg-primary text-primary-foreground hover:bg-primary-hover",
        outline: "border-border bg-background hover:bg-hover active:bg-muted",
        ghost: "text-muted-foreground hover:bg-muted hover:text-foreground",
        text: "text-primary-text hover:bg-primary-subtle",
        danger: "border-danger-line text-danger-text hover:bg-danger-subtle",
        claim: "min-w-17 border-primary-line text-primary-text hover:bg-primary-subtle",
      },
      size: {
        xs: "h-6 rounded-[5px] px-2 text-12 max-md:h-10 max-md:min-w-10 max-md:rounded-phone max-md:text-13 [&_svg]:size-3.5",
        sm: "h-7 rounded-md px-2.5 text-13 max-md:h-10 max-md:min-w-10 max-md:rounded-phone max-md:px-3.5 max-md:text-14 [&_svg]:size-3.5",
        md: "h-8 rounded-md px-3 text-13 max-md:h-11 max-md:rounded-phone max-md:px-4 max-md:text-14 [&_svg]:size-4",
        lg: "h-9 rounded-md px-3 text-13 max-md:h-12 max-md:rounded-phone max-md:px-4 max-md:text-14 [&_svg]:size-4",
        touch: "h-11 rounded-phone px-4 text-14 [&_svg]:size-4",
      },
      icon: { true: "px-0", false: "" },
    },
    compoundVariants: [
      { icon: true, size: "xs", className: "w-6 max-md:px-0 max-md:[&_svg]:size-4" },
      { icon: true, size: "sm", className: "w-7 max-md:px-0 [&_svg]:size-4" },
      { icon: true, size: "md", className: "w-8 max-md:w-11 max-md:px-0 max-md:[&_svg]:size-5" },
      { icon: true, size: "lg", className: "w-9 max-md:w-12 max-md:px-0 max-md:[&_svg]:size-5" },
      { icon: true, size: "touch", className: "w-11 [&_svg]:size-5" },
      { variant: "text", icon: false, className: "px-1 max-md:px-1" },
    ],
    defaultVariants: { variant: "outline", size: "md", icon: false },
  },
);

export type ButtonProps = Omit<ComponentProps<"button">, "disabled"> &
  VariantProps<typeof buttonVariants> & {
    /** Draws the child (a link) as the button. */
    asChild?: boolean;
    /** Shown before the label; a spinner takes its place while busy. */
    lead?: ReactNode;
    kbd?: string | undefined;
    /** Keeps its width and takes no second click. */
    busy?: boolean | undefined;
    /** Not possible now, and why: the control stays reachable and says it. */
    disabledReason?: string | undefined;
  };

/** A button. One `primary` per surface; never grey without a reason. */
export function Button(props: ButtonProps) {
  const {
    variant,
    size,
    icon,
    asChild,
    lead,
    kbd,
    busy,
    disabledReason,
    className,
    children,
    onClick,
    ...rest
  } = props;
  const reasonId = useId();
  const off = disabledReason !== undefined;
  const Tag = asChild ? Slot.Root : "button";
  const guard = (event: MouseEvent<HTMLButtonElement>) => {
    if (off || busy) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <Tag
      type={asChild ? undefined : "button"}
      {...rest}
      onClick={guard}
      aria-busy={busy || undefined}
      aria-disabled={off || busy || undefined}
      aria-describedby={off ? reasonId : rest["aria-describedby"]}
      title={disabledReason ?? rest.title}
      className={cn(
        buttonVariants({ variant, size, icon }),
        off && "border-transparent bg-muted text-faint-foreground hover:bg-muted hover:text-faint-foreground",
        busy && "relative cursor-progress",
        className,
      )}
    >
      {busy && !asChild ? <BusyMark alone={!lead} /> : lead}
      <Slot.Slottable>
        {asChild || !busy || lead ? (
          children
        ) : (
          <span className="inline-flex items-center gap-1.5 opacity-0">{children}</span>
        )}
      </Slot.Slottable>
      {kbd && !off ? <Kbd>{kbd}</Kbd> : null}
      {off && !asChild ? (
        <span id={reasonId} className="sr-only">
          {disabledReason}
        </span>
      ) : null}
    </Tag>
  );
}

function BusyMark({ alone }: { alone: boolean }) {
  if (!alone) return <Spinner />;
  return (
    <span className="absolute inset-0 grid place-items-center">
      <Spinner />
    </span>
  );
}

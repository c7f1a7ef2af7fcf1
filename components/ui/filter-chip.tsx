"use client";

import { ChevronDown, Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

const part =
  "hit inline-flex h-full items-center gap-1 border-hairline border-e px-[7px] first:rounded-s-[5px] last:rounded-e-[5px] last:border-e-0 hover:bg-hover";

/** A filter in force: name, operator and value each open their own choice, × takes it away. */
export function FilterChip(props: {
  name: string;
  operator?: string;
  value: string;
  onName?: () => void;
  onOperator?: () => void;
  onValue?: () => void;
  onRemove: () => void;
}) {
  const t = useTranslations("common");
  const { name, operator, value, onName, onOperator, onValue, onRemove } = props;
  return (
    <span className="inline-flex h-6 shrink-0 items-stretch whitespace-nowrap rounded-md border border-border bg-background text-12 max-md:h-7">
      <ChipPart onClick={onName}>{name}</ChipPart>
      {operator ? (
        <ChipPart onClick={onOperator} className="text-muted-foreground">
          {operator}
        </ChipPart>
      ) : null}
      <ChipPart onClick={onValue}>{value}</ChipPart>
      <button
        type="button"
        className={cn(part, "px-1 text-muted-foreground hover:text-foreground")}
        aria-label={t("filter.remove", { name })}
        onClick={onRemove}
      >
        <X aria-hidden className="size-3 stroke-2" />
      </button>
    </span>
  );
}

function ChipPart({
  onClick,
  className,
  children,
}: {
  onClick?: (() => void) | undefined;
  className?: string;
  children: ReactNode;
}) {
  if (!onClick) return <span className={cn(part, "hover:bg-transparent", className)}>{children}</span>;
  return (
    <button type="button" onClick={onClick} className={cn(part, className)}>
      {children}
    </button>
  );
}

/** A dashed chip that adds a filter. Use as a popover or menu trigger. */
export function AddFilterChip({ children, className, ...props }: ComponentProps<"button">) {
  const t = useTranslations("common");
  return (
    <button
      type="button"
      {...props}
      className={cn(
        "hit inline-flex h-6 shrink-0 items-center gap-1 whitespace-nowrap rounded-md border border-border border-dashed px-2 text-12 text-muted-foreground hover:bg-hover hover:text-foreground max-md:h-7",
        className,
      )}
    >
      <Plus aria-hidden className="size-3 stroke-2" />
      {children ?? t("filter.add")}
    </button>
  );
}

/** The phone's quick filter: the whole chip opens a sheet. `on` while it filters. */
export function QuickChip({
  on = false,
  round = false,
  open = false,
  children,
  className,
  ...props
}: ComponentProps<"button"> & { on?: boolean; round?: boolean; open?: boolean }) {
  return (
    <button
      type="button"
      aria-pressed={on}
      {...props}
      className={cn(
        "hit inline-flex shrink-0 items-center gap-1 whitespace-nowrap border",
        round ? "h-8 rounded-full px-3 text-13" : "h-7 rounded-md px-2.5 text-12",
        on && round
          ? "border-primary-line bg-primary-subtle font-medium text-primary-text"
          : on
            ? "border-border text-foreground"
            : "border-border text-muted-foreground",
        className,
      )}
    >
      {children}
      {open ? <ChevronDown aria-hidden className="size-3 stroke-2" /> : null}
    </button>
  );
}

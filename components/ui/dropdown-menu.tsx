"use client";

import { Check, ChevronRight } from "lucide-react";
import { DropdownMenu as Radix, Slot } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

/** A menu; not modal, so that the page behind keeps its roles for a screen reader. */
export function DropdownMenu(props: ComponentProps<typeof Radix.Root>) {
  return <Radix.Root modal={false} {...props} />;
}

export const DropdownMenuTrigger = Radix.Trigger;
export const DropdownMenuGroup = Radix.Group;
export const DropdownMenuRadioGroup = Radix.RadioGroup;
export const DropdownMenuSub = Radix.Sub;

const panel =
  "z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-44 overflow-y-auto rounded-lg bg-popover p-1 text-13 shadow-pop outline-none data-[state=closed]:animate-pop-out data-[state=open]:animate-pop-in";
const item =
  "flex h-8 cursor-default select-none items-center gap-2 rounded-md px-2 outline-none data-highlighted:bg-muted data-disabled:text-faint-foreground max-md:h-11 max-md:text-14 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted-foreground";

/** The list of a menu. */
export function DropdownMenuContent({ className, ...props }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content sideOffset={4} collisionPadding={8} {...props} className={cn(panel, className)} />
    </Radix.Portal>
  );
}

/** One thing to do; `kbd` shows its key, `reason` says why it is disabled. */
export function DropdownMenuItem(
  props: ComponentProps<typeof Radix.Item> & { kbd?: string; danger?: boolean; reason?: string | undefined },
) {
  const { kbd, danger, reason, className, children, disabled, ...rest } = props;
  return (
    <Radix.Item
      {...rest}
      disabled={disabled || reason !== undefined}
      className={cn(
        item,
        danger && "text-danger-text data-highlighted:bg-danger-subtle [&_svg]:text-danger-text",
        className,
      )}
    >
      <Slot.Slottable>{children}</Slot.Slottable>
      {reason ? <span className="ms-auto ps-4 text-12">{reason}</span> : null}
      {kbd ? <span className="ms-auto ps-4 text-12 text-faint-foreground touch:hidden">{kbd}</span> : null}
    </Radix.Item>
  );
}

/** One of several in a radio group, ticked when it is the one. */
export function DropdownMenuRadioItem({
  className,
  children,
  ...props
}: ComponentProps<typeof Radix.RadioItem>) {
  return (
    <Radix.RadioItem {...props} className={cn(item, className)}>
      {children}
      <Tick />
    </Radix.RadioItem>
  );
}

/** On or off. */
export function DropdownMenuCheckboxItem({
  className,
  children,
  ...props
}: ComponentProps<typeof Radix.CheckboxItem>) {
  return (
    <Radix.CheckboxItem {...props} className={cn(item, className)}>
      {children}
      <Tick />
    </Radix.CheckboxItem>
  );
}

function Tick() {
  return (
    <Radix.ItemIndicator className="ms-auto">
      <Check aria-hidden className="text-primary-text!" />
    </Radix.ItemIndicator>
  );
}

export function DropdownMenuLabel({ className, ...props }: ComponentProps<typeof Radix.Label>) {
  return (
    <Radix.Label {...props} className={cn("px-2 pt-1.5 pb-1 text-12 text-faint-foreground", className)} />
  );
}

export function DropdownMenuSeparator() {
  return <Radix.Separator className="my-1 h-px bg-hairline" />;
}

/** A menu within the menu. */
export function DropdownMenuSubMenu({
  label,
  icon,
  children,
}: {
  label: string;
  icon?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Radix.Sub>
      <Radix.SubTrigger className={cn(item, "data-[state=open]:bg-muted")}>
        {icon}
        {label}
        <ChevronRight aria-hidden className="ms-auto" />
      </Radix.SubTrigger>
      <Radix.Portal>
        <Radix.SubContent sideOffset={4} collisionPadding={8} className={panel}>
          {children}
        </Radix.SubContent>
      </Radix.Portal>
    </Radix.Sub>
  );
}

"use client";

import { Dialog as Radix } from "radix-ui";
import { type PointerEvent, type ReactNode, useRef, useState } from "react";
import { cn } from "./cn";
import { DialogFoot, DialogHead, DialogX, scrim } from "./dialog";
import { useFocusReturn } from "./use-focus-return";
import { useKeyboardInset } from "./use-keyboard-inset";

const CLOSE_BEYOND = 96;

export type SheetProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  /** One button of 48, in reach of the thumb. */
  footer?: ReactNode;
  children: ReactNode;
  className?: string;
  /** Asked first when it has closed; unless it prevents it, the keyboard goes back to where it was. */
  onCloseAutoFocus?: (event: Event) => void;
};

/** A sheet from the bottom edge, above the keyboard; the grab bar can be pulled down to close it. */
export function Sheet(props: SheetProps) {
  const { open, onOpenChange, title, description, footer, children, className } = props;
  const inset = useKeyboardInset();
  const focus = useFocusReturn();
  const { offset, handlers } = usePullDown(() => onOpenChange(false));
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={scrim} />
        <Radix.Content
          data-modal
          {...(description ? {} : { "aria-describedby": undefined })}
          {...focus}
          onCloseAutoFocus={(event) => {
            props.onCloseAutoFocus?.(event);
            if (!event.defaultPrevented) focus.onCloseAutoFocus(event);
          }}
          style={{ bottom: inset, transform: offset > 0 ? `translateY(${offset}px)` : undefined }}
          className={cn(
            "fixed inset-x-0 z-50 mx-auto flex max-h-[92dvh] w-full flex-col rounded-t-xl bg-popover shadow-pop outline-none data-[state=closed]:animate-sheet-out data-[state=open]:animate-sheet-in md:max-w-[560px]",
            className,
          )}
        >
          <div {...handlers} className="flex h-5 shrink-0 touch-none cursor-grab items-center justify-center">
            <span aria-hidden className="h-1 w-9 rounded-full bg-border" />
          </div>
          <DialogHead title={title} description={description} className="pt-1" />
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-5 pb-4 max-md:px-4">
            {children}
          </div>
          {footer ? <DialogFoot>{footer}</DialogFoot> : <div className="pb-safe" />}
          <DialogX className="top-[22px]" />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function usePullDown(onClose: () => void) {
  const start = useRef<number | null>(null);
  const [offset, setOffset] = useState(0);
  const settle = (close: boolean) => {
    start.current = null;
    setOffset(0);
    if (close) onClose();
  };
  const handlers = {
    onPointerDown: (event: PointerEvent<HTMLDivElement>) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      start.current = event.clientY;
    },
    onPointerMove: (event: PointerEvent<HTMLDivElement>) => {
      if (start.current !== null) setOffset(Math.max(0, event.clientY - start.current));
    },
    onPointerUp: () => settle(offset > CLOSE_BEYOND),
    onPointerCancel: () => settle(false),
  };
  return { offset, handlers };
}

"use client";

import { type ReactNode, useRef, useState } from "react";
import { useViewport } from "@/components/data-table/use-viewport";
import { cn } from "@/components/ui/cn";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { Sheet } from "@/components/ui/sheet";

/** Closes it; the keyboard goes back to the button, or from there to where `then` brings it. */
export type Close = (then?: (button: HTMLElement) => void) => void;

/** A small editor behind a button: beside it on the desktop, a sheet on the phone. */
export function Surface(props: {
  /** What is edited there. */
  title: string;
  /** What the button shows. */
  shown: ReactNode;
  className?: string;
  children: (close: Close) => ReactNode;
}) {
  const { title, shown, className, children } = props;
  const [open, setOpen] = useState(false);
  const phone = useViewport() === "phone";
  const button = useRef<HTMLButtonElement>(null);
  const after = useRef<((button: HTMLElement) => void) | null>(null);
  const close: Close = (then) => {
    after.current = then ?? null;
    setOpen(false);
  };
  const onCloseAutoFocus = (event: Event) => {
    const [then, from, here] = [after.current, button.current, document.activeElement];
    after.current = null;
    if (!then || !from) return;
    event.preventDefault();
    // Whoever is in another field by now stays there.
    if (here === document.body || here === from) then(from);
  };
  const look = cn(
    "flex min-w-0 items-center text-start outline-none focus-visible:bg-hover hover:bg-hover",
    className,
  );
  if (phone) {
    return (
      <>
        <button
          ref={button}
          type="button"
          aria-haspopup="dialog"
          className={look}
          onClick={() => setOpen(true)}
        >
          {shown}
        </button>
        <Sheet open={open} onOpenChange={setOpen} title={title} onCloseAutoFocus={onCloseAutoFocus}>
          {open ? children(close) : null}
        </Sheet>
      </>
    );
  }
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <button ref={button} type="button" className={look}>
          {shown}
        </button>
      </PopoverTrigger>
      <PopoverContent
        align="start"
        aria-label={title}
        className="w-72 p-2"
        onCloseAutoFocus={onCloseAutoFocus}
      >
        {children(close)}
      </PopoverContent>
    </Popover>
  );
}

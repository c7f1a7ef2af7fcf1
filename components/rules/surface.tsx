"use client";

import { type ReactNode, useState } from "react";
import { useViewport } from "@/components/data-table/use-viewport";
import { cn } from "@/components/ui/cn";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { Sheet } from "@/components/ui/sheet";

/** A small editor behind a button: beside it on the desktop, a sheet on the phone. */
export function Surface(props: {
  /** What is edited there. */
  title: string;
  /** What the button shows. */
  shown: ReactNode;
  className?: string;
  children: (close: () => void) => ReactNode;
}) {
  const { title, shown, className, children } = props;
  const [open, setOpen] = useState(false);
  const phone = useViewport() === "phone";
  const close = () => setOpen(false);
  const look = cn(
    "flex min-w-0 items-center text-start outline-none focus-visible:bg-hover hover:bg-hover",
    className,
  );
  if (phone) {
    return (
      <>
        <button type="button" aria-haspopup="dialog" className={look} onClick={() => setOpen(true)}>
          {shown}
        </button>
        <Sheet open={open} onOpenChange={setOpen} title={title}>
          {open ? children(close) : null}
        </Sheet>
      </>
    );
  }
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <button type="button" className={look}>
          {shown}
        </button>
      </PopoverTrigger>
      <PopoverContent align="start" aria-label={title} className="w-72 p-2">
        {children(close)}
      </PopoverContent>
    </Popover>
  );
}

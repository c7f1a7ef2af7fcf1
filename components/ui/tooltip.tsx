"use client";

import { Tooltip as Radix } from "radix-ui";
import type { ReactNode } from "react";

/** Once, in the layout: tooltips wait 400 ms, the next one beside it does not. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  return (
    <Radix.Provider delayDuration={400} skipDelayDuration={200}>
      {children}
    </Radix.Provider>
  );
}

/** What a control does, and its key. Not for facts one needs: a finger never sees it. */
export function Tooltip(props: {
  label: ReactNode;
  kbd?: string | undefined;
  side?: "top" | "right" | "bottom" | "left";
  children: ReactNode;
}) {
  const { label, kbd, side = "bottom", children } = props;
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-[60] flex max-w-72 animate-pop-in items-center gap-2 rounded-md bg-inverse px-2 py-1 text-12 text-inverse-foreground"
        >
          {label}
          {kbd ? (
            <kbd className="rounded-sm bg-inverse-foreground/15 px-1 font-medium font-sans text-12 leading-4">
              {kbd}
            </kbd>
          ) : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

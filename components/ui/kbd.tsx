import type { ReactNode } from "react";
import { cn } from "./cn";

/** A key on the keyboard; hidden where there is none. */
export function Kbd({ children, className }: { children: ReactNode; className?: string | undefined }) {
  return (
    <kbd
      className={cn(
        "inline-block min-w-4 rounded-sm border border-current/35 px-1 text-center font-medium font-sans text-12 leading-4 touch:hidden",
        className,
      )}
    >
      {children}
    </kbd>
  );
}

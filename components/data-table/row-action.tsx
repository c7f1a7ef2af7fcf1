"use client";

import { Check } from "lucide-react";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { Spinner } from "@/components/ui/spinner";

/** The action of a row: plain text at rest, solid when the row is under the pointer or in hand. */
export function RowAction({
  busy = false,
  className,
  children,
  ...props
}: ComponentProps<"button"> & { busy?: boolean }) {
  return (
    <button
      type="button"
      tabIndex={-1}
      {...props}
      aria-busy={busy || undefined}
      className={cn(
        "-me-3.5 inline-flex h-6 min-w-13 items-center justify-center whitespace-nowrap rounded-[5px] px-3.5 font-medium text-12 text-primary-text transition-colors duration-80 hover:bg-primary-hover! focus-visible:me-0 focus-visible:bg-primary focus-visible:text-primary-foreground group-hover/row:me-0 group-hover/row:bg-primary group-hover/row:text-primary-foreground group-data-[active]/row:me-0 group-data-[active]/row:bg-primary group-data-[active]/row:text-primary-foreground",
        className,
      )}
    >
      {busy ? <Spinner /> : children}
    </button>
  );
}

/** What stands where the action was: ✓ 已领取. */
export function RowDone({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <span
      className={cn(
        "inline-flex items-center gap-1 whitespace-nowrap align-middle font-medium text-12 text-primary-text max-md:text-14",
        className,
      )}
    >
      <Check aria-hidden className="size-3.5 max-md:size-4" />
      {children}
    </span>
  );
}

type RowLinkProps = { href: string; fresh?: string | undefined; children: ReactNode; className?: string };

/** The name of a row as a link: where rows peek, a plain click peeks; ⌘ or the middle button opens the page. */
export function RowLink({ href, fresh, children, className }: RowLinkProps) {
  return (
    <Link
      href={href}
      prefetch={false}
      data-row-link
      className={cn("inline-flex min-w-0 max-w-full items-center gap-2 rounded-sm", className)}
    >
      <span className={cn("truncate", fresh && "font-medium")}>{children}</span>
      {fresh ? (
        <span title={fresh} className="size-1.5 shrink-0 rounded-full bg-primary-text">
          <span className="sr-only">{fresh}</span>
        </span>
      ) : null}
    </Link>
  );
}

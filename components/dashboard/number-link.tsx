import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

/** A number that opens the list behind it; without an address it is only a number. */
export function NumberLink(props: {
  href: string | null;
  className?: string | undefined;
  children: ReactNode;
}) {
  const { href, className, children } = props;
  if (!href) return <span className={className}>{children}</span>;
  return (
    <Link
      href={href}
      prefetch={false}
      className={cn("hit rounded-sm decoration-border underline-offset-4 hover:text-primary-text", className)}
    >
      {children}
    </Link>
  );
}

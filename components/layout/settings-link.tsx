import { ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";

type Props = { href: string; title: string; lead: string; children: ReactNode };

/** A line of the settings that leads to a page of its own, with what stands there now. */
export function SettingsLink({ href, title, lead, children }: Props) {
  return (
    <section className="border-hairline border-t">
      <Link href={href} className="flex min-h-13 items-center gap-3 px-5 py-2 hover:bg-hover max-md:px-4">
        <span className="min-w-0">
          <span className="block font-medium">{title}</span>
          <span className="block text-12 text-muted-foreground">{lead}</span>
        </span>
        <span className="ms-auto flex shrink-0 flex-wrap items-center justify-end gap-2 text-12 text-muted-foreground max-md:flex-col max-md:items-end max-md:gap-1">
          {children}
        </span>
        <ChevronRight aria-hidden className="size-4 shrink-0 text-faint-foreground" />
      </Link>
    </section>
  );
}

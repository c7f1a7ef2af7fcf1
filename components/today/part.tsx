"use client";

import { ChevronDown } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { cn } from "@/components/ui/cn";

type PartProps = {
  title: string;
  count: number;
  /** The list behind the number. */
  href: string;
  note?: ReactNode;
  children: ReactNode;
};

/** A part of the day: its number opens the list behind it, its title folds it away. */
export function Part({ title, count, href, note, children }: PartProps) {
  const t = useTranslations("common");
  const [open, setOpen] = useState(true);
  if (count === 0) return null;
  return (
    <section>
      <div className="flex h-9 items-center gap-1.5 border-hairline border-b bg-sidebar px-5 max-md:h-11 max-md:bg-background max-md:px-4">
        <h2>
          <button
            type="button"
            aria-expanded={open}
            aria-label={`${title} ${t(open ? "collapse" : "expand")}`}
            onClick={() => setOpen(!open)}
            className="hit flex items-center gap-1 rounded-sm font-medium"
          >
            {title}
            <ChevronDown
              aria-hidden
              className={cn("size-3.5 text-muted-foreground transition-transform", !open && "-rotate-90")}
            />
          </button>
        </h2>
        <Link href={href} className="hit rounded-sm px-1 text-faint-foreground hover:text-foreground">
          {count}
        </Link>
        {note ? <span className="ms-auto text-12 text-muted-foreground max-md:text-13">{note}</span> : null}
      </div>
      {open ? <ul>{children}</ul> : null}
    </section>
  );
}

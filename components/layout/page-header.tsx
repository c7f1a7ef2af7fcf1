import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { PlaceBack } from "./place-back";
import { PlaceSearch } from "./place-search";

export type Crumb = { label: string; href: string };

type PageHeaderProps = {
  title: ReactNode;
  /** The way here: 设置 > 华东公海规则. */
  crumbs?: Crumb[];
  /** Beside the title, quiet: a count, a time, a badge. */
  note?: ReactNode;
  /** The one number that matters. */
  keyNumber?: ReactNode;
  /** Buttons at the right end; the one primary stands last. */
  actions?: ReactNode;
  /** A hairline below, when no tab strip follows. */
  ruled?: boolean;
  className?: string;
};

/** The head of a page on the desktop, 52 high. */
export function PageHeader({
  title,
  crumbs = [],
  note,
  keyNumber,
  actions,
  ruled = false,
  className,
}: PageHeaderProps) {
  return (
    <header
      className={cn(
        "flex h-13 shrink-0 items-center gap-2 ps-5 pe-4 max-md:hidden",
        ruled && "border-hairline border-b",
        className,
      )}
    >
      {crumbs.map((crumb) => (
        <span key={crumb.href} className="flex shrink-0 items-center gap-2 text-muted-foreground">
          <Link
            href={crumb.href}
            title={crumb.label}
            className="max-w-60 truncate rounded-sm hover:text-foreground"
          >
            {crumb.label}
          </Link>
          <ChevronRight aria-hidden className="size-3.5" />
        </span>
      ))}
      <h1
        {...(typeof title === "string" ? { title } : {})}
        className={cn("truncate font-semibold", crumbs.length > 0 ? "text-13" : "text-16")}
      >
        {title}
      </h1>
      {note ? <span className="shrink-0 text-muted-foreground">{note}</span> : null}
      <span className="ms-auto" />
      {keyNumber ? <KeyNumber>{keyNumber}</KeyNumber> : null}
      {keyNumber && actions ? <span aria-hidden className="mx-2 h-4 w-px bg-border" /> : null}
      {actions ? <span className="flex shrink-0 items-center gap-2">{actions}</span> : null}
    </header>
  );
}

/** The one number that matters, in words: put the number itself in `<b>`. */
export function KeyNumber({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <span
      className={cn(
        "flex shrink-0 items-center gap-2 whitespace-nowrap text-13 text-muted-foreground [&_b]:font-semibold [&_b]:text-16 [&_b]:text-foreground",
        className,
      )}
    >
      {children}
    </span>
  );
}

type PhoneHeaderProps = {
  title: ReactNode;
  /** A pushed page: the arrow goes there, or leaves what is open on the page. */
  back?: { label: string } & ({ href: string } | { run: () => void });
  note?: ReactNode;
  /** Icon buttons of 44 reach the edge; what has words keeps the gutter. */
  actions?: ReactNode;
};

function Back({ label, ...way }: NonNullable<PhoneHeaderProps["back"]>) {
  const look = "-ms-3 grid size-11 shrink-0 place-items-center text-muted-foreground";
  const arrow = <ChevronLeft aria-hidden className="size-5" />;
  return "href" in way ? (
    <Link href={way.href} aria-label={label} className={look}>
      {arrow}
    </Link>
  ) : (
    <button type="button" onClick={way.run} aria-label={label} className={look}>
      {arrow}
    </button>
  );
}

/** The head of a page on the phone, 48 high, stays at the top. */
export function PhoneHeader({ title, back, note, actions }: PhoneHeaderProps) {
  return (
    <header className="sticky top-0 z-20 flex h-[calc(48px+env(safe-area-inset-top))] items-center bg-background ps-4 pe-1.5 pt-[env(safe-area-inset-top)] md:hidden">
      {back ? <Back {...back} /> : <PlaceBack />}
      <h1 className={cn("truncate font-semibold", back ? "text-16" : "text-20")}>{title}</h1>
      {note ? (
        <span className="ms-2 shrink-0 text-13 text-muted-foreground [&_b]:text-foreground">{note}</span>
      ) : null}
      <span className="ms-auto flex shrink-0 items-center [&>:not(.w-11,.size-11)]:me-2.5">
        {back ? null : <PlaceSearch />}
        {actions}
      </span>
    </header>
  );
}

/** The bar of filters below the tabs, 44 high; on the phone 52, and it scrolls sideways. */
export function Toolbar(props: {
  label: string;
  children: ReactNode;
  end?: ReactNode;
  /** More than fits a row: on the desktop it takes several. */
  wrap?: boolean;
}) {
  const { label, children, end, wrap = false } = props;
  return (
    <search
      aria-label={label}
      className={cn(
        "scrollbar-none flex h-11 shrink-0 items-center gap-1.5 overflow-x-auto px-5 max-md:h-13 max-md:px-4",
        wrap && "md:h-auto md:flex-wrap md:py-2",
      )}
    >
      {children}
      {end ? <span className="ms-auto flex shrink-0 items-center gap-1.5 ps-4">{end}</span> : null}
    </search>
  );
}

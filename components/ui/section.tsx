import type { ReactNode } from "react";
import { cn } from "./cn";

/** A part of a panel, set off by a hairline above; `aside` stands at the right end of its title, which is of the third level unless a page's own title stands right above it. */
export function Section(props: {
  title?: ReactNode;
  aside?: ReactNode;
  level?: 2 | 3;
  className?: string;
  children: ReactNode;
}) {
  const { title, aside, level = 3, className, children } = props;
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <section className={cn("border-hairline border-t px-5 py-3.5 max-md:px-4", className)}>
      {title ? (
        <div className="mb-2 flex items-center gap-1.5 text-12">
          <Heading className={cn("font-medium text-muted-foreground", aside ? "max-w-3/5 shrink-0" : "")}>
            {title}
          </Heading>
          {aside ? <span className="ms-auto text-end text-faint-foreground">{aside}</span> : null}
        </div>
      ) : null}
      {children}
    </section>
  );
}

/** Facts as names and values in two columns. */
export function KeyValues(props: {
  items: { label: string; value: ReactNode; key?: string }[];
  className?: string;
}) {
  return (
    <dl className={cn("grid grid-cols-[84px_1fr] gap-x-2 gap-y-1.5", props.className)}>
      {props.items.map(({ label, value, key }) => (
        <div key={key ?? label} className="contents">
          <dt className="text-faint-foreground">{label}</dt>
          <dd className="min-w-0 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

/** A line of a rule: its word at the left, what it says at the right. */
export function Row(props: {
  id?: string;
  title: ReactNode;
  was?: string | null;
  ruled?: boolean;
  children: ReactNode;
}) {
  const { id, title, was, ruled = true, children } = props;
  return (
    <div
      {...(id ? { id } : {})}
      className={cn(
        "grid scroll-mt-24 grid-cols-[72px_minmax(0,1fr)] gap-x-2 py-2 target:bg-primary-subtle/60 max-md:grid-cols-1 max-md:gap-y-1",
        ruled ? "border-hairline border-t" : "pt-0",
      )}
    >
      <div className={cn("py-1 text-13 text-faint-foreground leading-5", title === null && "max-md:hidden")}>
        {title}
      </div>
      <div className="flex min-w-0 flex-col items-start gap-1.5">
        {children}
        {was ? <p className="text-12 text-warning-text">{was}</p> : null}
      </div>
    </div>
  );
}

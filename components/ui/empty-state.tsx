import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

/** Nothing here, or no more: a fact as the title, one line with number and time, one way on. Left-aligned. */
export function EmptyState(props: {
  icon: LucideIcon;
  title: string;
  text?: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  const { icon: Icon, title, text, action, className } = props;
  return (
    <div className={cn("flex max-w-[60ch] flex-col items-start gap-1 px-5 py-6 max-md:px-4", className)}>
      <Icon aria-hidden className="size-5 text-muted-foreground" />
      <h2 className="font-medium text-13 max-md:text-16">{title}</h2>
      {text ? <p className="text-12 text-muted-foreground max-md:text-14">{text}</p> : null}
      {action ? <div className="mt-2 flex flex-wrap gap-2">{action}</div> : null}
    </div>
  );
}

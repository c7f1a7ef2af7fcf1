import type { LucideIcon } from "lucide-react";
import { cn } from "./cn";

/** Stands where the button would be and says why not, and until when. `detail` is the whole sentence. */
export function Refusal(props: {
  icon: LucideIcon;
  text: string;
  detail?: string | undefined;
  className?: string;
}) {
  const { icon: Icon, text, detail, className } = props;
  return (
    <span
      title={detail}
      className={cn(
        "inline-flex items-center align-middle gap-1 whitespace-nowrap text-12 text-faint-foreground",
        className,
      )}
    >
      <Icon aria-hidden className="size-3 stroke-2 max-md:size-3.5" />
      {text}
      {detail ? <span className="sr-only">{detail}</span> : null}
    </span>
  );
}
